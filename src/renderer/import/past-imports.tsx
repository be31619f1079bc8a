import { Button, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ImportSummary } from '../../shared/legacy-import'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { moment } from '../ui/counts'
import { ErrorNotice } from '../ui/error-notice'
import classes from './choose-step.module.css'
import { resumeImport, showReport, watchImport } from './session-actions'

/** The imports that this library has seen, newest first, each with its report. */
export function PastImports() {
  const t = useWords()
  const { data: imports, error, refetch } = useQuery(queries.imports())
  if (error) return <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />
  if (imports === undefined || imports.length === 0) return null
  return (
    <section className={classes.past}>
      <Title order={3} className={classes.pastTitle}>
        {t('import.past.title')}
      </Title>
      <ul className={classes.pastList}>
        {imports.map((past) => (
          <PastImport key={past.id} past={past} />
        ))}
      </ul>
    </section>
  )
}

function PastImport({ past }: { readonly past: ImportSummary }) {
  const t = useWords()
  const { id, sourceName: name, state, needsYou: count } = past
  const when = moment(past.startedAt)
  const facts = [
    when,
    t(`import.past.state.${state}`, { done: past.done, total: past.total }),
    ...(count > 0 && state !== 'undone' ? [t('import.past.needsYou', { count })] : []),
  ]
  return (
    <li className={classes.pastImport}>
      <div className={classes.pastWords}>
        <div className={classes.pastName} dir="auto">
          {name}
        </div>
        <div className={classes.pastFacts}>{facts.join(' · ')}</div>
      </div>
      <div className={classes.pastActions}>
        {(state === 'interrupted' || state === 'cancelled') && (
          <Button
            size="xs"
            variant="default"
            aria-label={t('import.past.resumeNamed', { name })}
            onClick={() => void resumeImport(id)}
          >
            {t('import.past.resume')}
          </Button>
        )}
        {state === 'running' ? (
          <Button size="xs" variant="default" onClick={() => watchImport(id)}>
            {t('import.past.watch')}
          </Button>
        ) : (
          <Button
            size="xs"
            variant="default"
            aria-label={t('import.past.showNamed', { name, when })}
            onClick={() => showReport(id)}
          >
            {t('import.past.show')}
          </Button>
        )}
      </div>
    </li>
  )
}
