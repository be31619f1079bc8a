import { Button, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { historyLengths } from '../../shared/portrait'
import { trashDayChoices } from '../../shared/trash'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { openGallery } from '../app/navigation'
import { usePreferences } from '../app/preferences'
import { SettingRow, SettingSection } from '../ui/setting-row'
import { trimHistories } from './trim-histories'

const none = 'none'

/** How many portraits each history keeps, and when what is in the trash leaves it. */
export function HistoryAndTrash() {
  const t = useWords()
  const [{ portraitsKept, trashDays }, change] = usePreferences()
  return (
    <SettingSection title={t('history.title')}>
      <SettingRow title={t('history.kept')} note={t('history.keptNote')}>
        {(titleId) => (
          <Select
            aria-labelledby={titleId}
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
        )}
      </SettingRow>
      {portraitsKept !== null && <Surplus kept={portraitsKept} />}
      <SettingRow title={t('history.trashDays')} note={t('history.trashDaysNote')}>
        {(titleId) => (
          <Select
            aria-labelledby={titleId}
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
        )}
      </SettingRow>
      <SettingRow>
        <Button size="xs" variant="default" onClick={() => openGallery('trash')}>
          {t('history.openTrash')}
        </Button>
      </SettingRow>
    </SettingSection>
  )
}

/** What is beyond the limit by now, and the way to move it to the trash. */
function Surplus({ kept }: { readonly kept: number }) {
  const t = useWords()
  const { data } = useQuery(queries.historySurplus(kept))
  if (data === undefined || data.portraits === 0) return null
  const { portraits: count, bytes } = data
  return (
    <SettingRow note={<span role="status">{t('history.surplus', { count, bytes })}</span>}>
      <Button size="xs" variant="default" onClick={() => void trimHistories(kept)}>
        {t('history.moveSurplus', { count })}
      </Button>
    </SettingRow>
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
