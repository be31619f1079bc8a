import { Button, Select, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { historyLengths } from '../../shared/portrait'
import { trashDayChoices } from '../../shared/trash'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { openLibrary } from '../app/navigation'
import { usePreferences } from '../app/preferences'
import { attempt, toastDone } from '../app/toasts'
import classes from './settings-screen.module.css'

const none = 'none'

/** How many portraits each history keeps, and when what is in the trash leaves it. */
export function HistoryAndTrash() {
  const t = useWords()
  const [{ portraitsKept, trashDays }, change] = usePreferences()
  const keptId = useId()
  const daysId = useId()
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {t('history.title')}
      </Title>
      <div className={classes.line}>
        <div className={classes.lineText}>
          <div id={keptId} className={classes.lineTitle}>
            {t('history.kept')}
          </div>
          <div className={classes.lineNote}>{t('history.keptNote')}</div>
        </div>
        <Select
          aria-labelledby={keptId}
          allowDeselect={false}
          value={String(portraitsKept ?? none)}
          onChange={(chosen) => void change({ portraitsKept: numberOf(chosen) })}
          data={[
            { value: none, label: t('history.all') },
            ...withOwn(historyLengths, portraitsKept).map((count) => ({
              value: String(count),
              label: t('history.last', { count }),
            })),
          ]}
        />
      </div>
      {portraitsKept !== null && <Surplus kept={portraitsKept} />}
      <div className={classes.line}>
        <div className={classes.lineText}>
          <div id={daysId} className={classes.lineTitle}>
            {t('history.trashDays')}
          </div>
          <div className={classes.lineNote}>{t('history.trashDaysNote')}</div>
        </div>
        <Select
          aria-labelledby={daysId}
          allowDeselect={false}
          value={String(trashDays ?? none)}
          onChange={(chosen) => void change({ trashDays: numberOf(chosen) })}
          data={[
            ...withOwn(trashDayChoices, trashDays).map((count) => ({
              value: String(count),
              label: t('history.days', { count }),
            })),
            { value: none, label: t('history.never') },
          ]}
        />
      </div>
      <div className={classes.line}>
        <div />
        <Button size="xs" variant="default" onClick={() => openLibrary('trash')}>
          {t('history.openTrash')}
        </Button>
      </div>
    </section>
  )
}

/** What is beyond the limit by now, and the way to move it to the trash. */
function Surplus({ kept }: { readonly kept: number }) {
  const t = useWords()
  const { data } = useQuery(queries.historySurplus(kept))
  if (data === undefined || data.portraits === 0) return null
  const { portraits: count, bytes } = data
  const move = () =>
    attempt(async () => {
      const ids = await request('history:move-surplus', { kept })
      const items = ids.map((id) => ({ kind: 'portrait' as const, id }))
      if (items.length === 0) return
      toastDone(t('history.moved', { count: items.length }), () =>
        request('trash:restore', { items }),
      )
    })
  return (
    <div className={classes.line}>
      <div className={classes.lineText}>
        <div className={classes.lineNote} role="status">
          {t('history.surplus', { count, bytes })}
        </div>
      </div>
      <Button size="xs" variant="default" onClick={() => void move()}>
        {t('history.moveSurplus', { count })}
      </Button>
    </div>
  )
}

function numberOf(chosen: string | null): number | null {
  return chosen === null || chosen === none ? null : Number(chosen)
}

/** The usual choices, and the one in force when the preferences file holds another. */
function withOwn(choices: readonly number[], own: number | null): number[] {
  const all = own === null ? choices : [...new Set([...choices, own])]
  return all.toSorted((one, other) => one - other)
}
