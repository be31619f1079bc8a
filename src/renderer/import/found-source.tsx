import { Alert, Button, Title } from '@mantine/core'
import { IconDatabase, IconPhoto } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { ImportSource } from '../../shared/legacy-import'
import { useWords } from '../app/i18n'
import { lastPart } from '../ui/counts'
import classes from './choose-step.module.css'
import { correct } from './session-actions'

interface FoundSourceProps {
  readonly source: ImportSource
  readonly isBusy: boolean
}

/** The database and the portraits that were found, each with a way to point at another. */
export function FoundSource({ source, isBusy }: FoundSourceProps) {
  const t = useWords()
  const isNothing = source.database === null && source.portraits === null
  return (
    <section className={classes.found}>
      <Title order={3} className={classes.foundTitle}>
        {t('import.choose.found', { name: lastPart(source.chosen) })}
      </Title>
      {isNothing && (
        <Alert mt="sm" role="alert">
          {t('import.choose.nothing')}
        </Alert>
      )}
      <Found
        what="database"
        icon={<IconDatabase size={22} stroke={1.6} aria-hidden />}
        title={t('import.choose.database')}
        path={source.database}
        none={t('import.choose.noDatabase')}
        otherLabel={t('import.choose.otherDatabase')}
        others={source.otherDatabases}
        alsoFound={t('import.choose.alsoFound', { count: source.otherDatabases.length })}
        isBusy={isBusy}
      />
      <Found
        what="portraits"
        icon={<IconPhoto size={22} stroke={1.6} aria-hidden />}
        title={t('import.choose.portraits')}
        path={source.portraits}
        none={t('import.choose.noPortraits')}
        otherLabel={t('import.choose.otherPortraits')}
        others={source.otherPortraits}
        alsoFound={t('import.choose.alsoFoundPortraits', { count: source.otherPortraits.length })}
        isBusy={isBusy}
      />
    </section>
  )
}

interface FoundItemProps {
  readonly what: 'database' | 'portraits'
  readonly icon: ReactNode
  readonly title: string
  readonly path: string | null
  readonly none: string
  readonly otherLabel: string
  readonly others: readonly string[]
  readonly alsoFound: string
  readonly isBusy: boolean
}

function Found(props: FoundItemProps) {
  const { what, icon, title, path, none, otherLabel, others, alsoFound, isBusy } = props
  const t = useWords()
  return (
    <div className={classes.line} data-none={path === null || undefined}>
      <span className={classes.lineIcon}>{icon}</span>
      <div className={classes.lineText}>
        <div className={classes.lineTitle}>{title}</div>
        <div className={classes.path} dir="auto">
          {path ?? none}
        </div>
        {others.length > 0 && (
          <details>
            <summary className={classes.disclosure}>{alsoFound}</summary>
            <ul className={classes.others}>
              {others.map((other) => (
                <li key={other} className={classes.another}>
                  <span className={classes.path}>{other}</span>
                  <Button
                    size="compact-sm"
                    variant="default"
                    style={{ flex: 'none' }}
                    disabled={isBusy}
                    aria-label={t('import.choose.useNamed', { path: other })}
                    onClick={() => void correct(what, other)}
                  >
                    {t('import.choose.use')}
                  </Button>
                </li>
              ))}
            </ul>
          </details>
        )}
      </div>
      <Button
        size="xs"
        variant="default"
        disabled={isBusy}
        aria-label={otherLabel}
        onClick={() => void correct(what)}
      >
        {t('import.choose.other')}
      </Button>
    </div>
  )
}
