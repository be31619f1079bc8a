import { SegmentedControl, Title } from '@mantine/core'
import { useState } from 'react'
import type { ComparedRecord, RestorePreview } from '../../shared/backup'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { VirtualList } from '../ui/virtual-list'
import { RecordLine } from './record-line'
import classes from './restore-preview.module.css'
import { useComparedRecords } from './use-compared'

type State = ComparedRecord['state']
const states = ['only-there', 'different', 'only-here', 'same'] as const

/** Who is only in the backup, who is only here, and who is not the same in both. */
export function Differences({ preview }: { readonly preview: RestorePreview }) {
  const t = useWords()
  const counts: Record<State, number> = {
    'only-there': preview.onlyThere,
    'only-here': preview.onlyHere,
    different: preview.different,
    same: preview.same,
  }
  const [state, show] = useState<State>(states.find((one) => counts[one] > 0) ?? 'same')
  const { records, error, retry } = useComparedRecords()
  const shown = records?.filter((record) => record.state === state) ?? []
  const isAllSame = preview.onlyThere + preview.onlyHere + preview.different === 0
  return (
    <section aria-label={t('restore.differences.title')}>
      <Title order={3} className={classes.heading}>
        {t('restore.differences.title')}
      </Title>
      {isAllSame ? (
        <p className={classes.empty}>{t('restore.differences.none')}</p>
      ) : (
        <SegmentedControl
          mt="xs"
          aria-label={t('restore.differences.filter')}
          value={state}
          onChange={show}
          data={states.map((value) => ({
            value,
            label: t('restore.differences.chip', {
              label: t(`restore.differences.${value}`),
              count: counts[value],
            }),
          }))}
        />
      )}
      {error !== null && <ErrorNotice error={error} handlers={{ retry }} />}
      {!isAllSame && shown.length > 0 && (
        <VirtualList
          key={state}
          label={t(`restore.differences.${state}`)}
          count={shown.length}
          itemHeightPx={62}
          item={(at) => {
            const record = shown[at]
            return record && <RecordLine record={record} />
          }}
        />
      )}
      {!isAllSame && records !== undefined && shown.length === 0 && (
        <p className={classes.empty}>{t('restore.differences.nothing')}</p>
      )}
    </section>
  )
}
