import { Button, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type QuarantineEntry, quarantineDays } from '../../shared/quarantine'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { lastPart, moment } from '../ui/counts'
import { ErrorNotice } from '../ui/error-notice'
import { VirtualList } from '../ui/virtual-list'
import { FoundPicture } from './found-picture'
import classes from './integrity-screen.module.css'
import { restoreFrom, saveCopy } from './quarantine-actions'
import { RemoveForGood } from './remove-for-good'

const lineHeightPx = 72
const dayMs = 86_400_000

/** What was moved out of the way, each with a way back; and, in two steps, the way out for good. */
export function QuarantineSection() {
  const t = useWords()
  const { data, error, refetch } = useQuery({ ...queries.quarantine(), refetchOnMount: 'always' })
  const [leaving, setLeaving] = useState<readonly QuarantineEntry[]>([])
  if (error) return <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />
  if (data === undefined || data.entries.length + data.unknownFiles.length === 0) return null
  const entries = data.entries.toReversed()
  const before = Date.now() - quarantineDays * dayMs
  const old = entries.filter(({ putAt }) => Date.parse(putAt) < before)
  const bytes = entries.reduce((sum, one) => sum + one.bytes, 0)
  return (
    <section className={classes.section}>
      <Title order={3} className={classes.heading}>
        {t('integrity.quarantined.title')}
      </Title>
      <p className={classes.text}>
        {t('integrity.quarantined.text', { count: entries.length, bytes })}
      </p>
      {entries.length > 0 && (
        <VirtualList
          label={t('integrity.quarantined.title')}
          count={entries.length}
          itemHeightPx={lineHeightPx}
          item={(at) => entries[at] && <Line entry={entries[at]} />}
        />
      )}
      {data.unknownFiles.length > 0 && (
        <p className={classes.text}>
          {t('integrity.quarantined.unknown', { count: data.unknownFiles.length })}
        </p>
      )}
      <div className={classes.actionsBelow}>
        {old.length > 0 && old.length < entries.length && (
          <Button size="xs" variant="default" onClick={() => setLeaving(old)}>
            {t('integrity.quarantined.removeOld', { count: old.length, days: quarantineDays })}
          </Button>
        )}
        {entries.length > 0 && (
          <Button size="xs" variant="default" onClick={() => setLeaving(entries)}>
            {t('integrity.quarantined.removeAll', { count: entries.length })}
          </Button>
        )}
      </div>
      <RemoveForGood entries={leaving} onClose={() => setLeaving([])} />
    </section>
  )
}

function Line({ entry }: { readonly entry: QuarantineEntry }) {
  const t = useWords()
  const { id, path, originalPath, why, bytes, putAt } = entry
  const [isBusy, setBusy] = useState(false)
  const name = lastPart(originalPath)
  // What never was a file of the library has no place to be put back to.
  const isConverted = why === 'converted'
  const act = async () => {
    setBusy(true)
    await (isConverted ? saveCopy(entry) : restoreFrom(entry))
    setBusy(false)
  }
  const label = t(isConverted ? 'integrity.quarantined.save' : 'integrity.quarantined.restore')
  return (
    <div className={classes.quarantined}>
      <FoundPicture path={path} at={putAt} />
      <div className={classes.words}>
        <bdi className={classes.short}>{name}</bdi>
        <div className={classes.reason}>
          {t('integrity.quarantined.facts', {
            why: t(`integrity.quarantined.why.${why}`),
            bytes,
            when: moment(putAt),
          })}
        </div>
      </div>
      <Button
        size="xs"
        variant="default"
        loading={isBusy}
        aria-label={t('integrity.actionFor', { action: label, name: id })}
        onClick={() => void act()}
      >
        {label}
      </Button>
    </div>
  )
}
