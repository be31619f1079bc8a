import { Button } from '@mantine/core'
import type { ImportRow } from '../../shared/legacy-import'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { openCampaign, openCharacter, openDialog } from '../app/navigation'
import { attempt, toastDone } from '../app/toasts'
import { pickFile } from '../portrait/own-picture'
import classes from './report-step.module.css'
import { useCameAs } from './use-came-as'

interface ReportDeedsProps {
  readonly importId: number
  readonly row: ImportRow
}

/** What the game master can do about a row: mend it where it needs them, or have a look at it. */
export function ReportActions({ importId, row }: ReportDeedsProps) {
  const t = useWords()
  const { sitter, hasPortrait } = useCameAs(row)
  if (sitter === undefined || sitter.trashedAt !== null) return null
  const { id, name } = sitter
  const sat = { subject: { kind: row.kind, id }, name }
  const settle = () => attempt(() => request('import:settle', { id: importId, index: row.index }))
  const keepAvatar = async () => {
    if (await settle()) toastDone(t('import.report.avatarKept', { name }))
  }
  const show = () =>
    'campaignId' in sitter ? openCharacter(id, sitter.campaignId) : openCampaign(id)
  if (row.outcome === 'needs-you' && !hasPortrait)
    return (
      <span className={classes.actions}>
        <Deed
          isMain
          label={t('import.report.pickFile')}
          says={t('import.report.pickFileFor', { name })}
          onClick={() => void pickFile(sat)}
        />
        <Deed
          label={t('import.report.generate')}
          says={t('import.report.generateFor', { name })}
          onClick={() => openDialog({ kind: 'generate', ...sat })}
        />
        <Deed
          label={t('import.report.keepAvatar')}
          says={t('import.report.keepAvatarFor', { name })}
          onClick={() => void keepAvatar()}
        />
      </span>
    )
  return (
    <span className={classes.actions}>
      <Deed
        isMain
        label={t('import.report.show')}
        says={t('import.report.showNamed', { name })}
        onClick={show}
      />
      {row.outcome === 'needs-you' && (
        <Deed
          label={t('import.report.tickOff')}
          says={t('import.report.tickOffNamed', { name })}
          onClick={() => void settle()}
        />
      )}
    </span>
  )
}

interface DeedProps {
  readonly label: string
  /** The same with the name of whom it is about, for whoever cannot see the row. */
  readonly says: string
  readonly isMain?: boolean
  readonly onClick: () => void
}

function Deed({ label, says, isMain = false, onClick }: DeedProps) {
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
