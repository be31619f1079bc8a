import { Button } from '@mantine/core'
import type { ImportRow } from '../../shared/legacy-import'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { openCampaign, openCharacter } from '../app/navigation'
import { attempt, toastDone } from '../app/toasts'
import { openGenerate } from '../generate/draft'
import { pickFile } from '../portrait/own-picture'
import classes from './report-step.module.css'
import { useImportedRecord } from './use-imported-record'

interface ReportActionsProps {
  readonly importId: number
  readonly row: ImportRow
}

/** What can be done about a row: repair it where that is needed, or open what it became. */
export function ReportActions({ importId, row }: ReportActionsProps) {
  const t = useWords()
  const { record, hasPortrait } = useImportedRecord(row)
  if (record === undefined || record.trashedAt !== null) return null
  const { id, name } = record
  const named = { subject: { kind: row.kind, id }, name }
  const settle = () => attempt(() => request('import:settle', { id: importId, index: row.index }))
  const keepAvatar = async () => {
    if (await settle()) toastDone(t('import.report.avatarKept', { name }))
  }
  const show = () =>
    'campaignId' in record ? openCharacter(id, record.campaignId) : openCampaign(id)
  if (row.outcome === 'needs-you' && !hasPortrait)
    return (
      <span className={classes.actions}>
        <RowAction
          isMain
          label={t('import.report.pickFile')}
          says={t('import.report.pickFileFor', { name })}
          onClick={() => void pickFile(named)}
        />
        <RowAction
          label={t('import.report.generate')}
          says={t('import.report.generateFor', { name })}
          onClick={() => openGenerate(named.subject)}
        />
        <RowAction
          label={t('import.report.keepAvatar')}
          says={t('import.report.keepAvatarFor', { name })}
          onClick={() => void keepAvatar()}
        />
      </span>
    )
  return (
    <span className={classes.actions}>
      <RowAction
        isMain
        label={t('import.report.show')}
        says={t('import.report.showNamed', { name })}
        onClick={show}
      />
      {row.outcome === 'needs-you' && (
        <RowAction
          label={t('import.report.tickOff')}
          says={t('import.report.tickOffNamed', { name })}
          onClick={() => void settle()}
        />
      )}
    </span>
  )
}

interface RowActionProps {
  readonly label: string
  /** The same with the name of its record, for screen readers. */
  readonly says: string
  readonly isMain?: boolean
  readonly onClick: () => void
}

function RowAction({ label, says, isMain = false, onClick }: RowActionProps) {
  return (
    <Button
      size="compact-sm"
      fw={500}
      variant={isMain ? 'default' : 'subtle'}
      aria-label={says}
      onClick={onClick}
    >
      {label}
    </Button>
  )
}
