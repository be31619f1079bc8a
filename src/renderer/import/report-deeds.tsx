import { Button } from '@mantine/core'
import type { ImportRow } from '../../shared/legacy-import'
import { request } from '../api'
import { useWords } from '../i18n'
import { openCampaign, openCharacter, openDialog } from '../place'
import { attempt } from '../portrait/deeds'
import { pickFile } from '../portrait/own-picture'
import classes from './report-step.module.css'
import { useCameAs } from './use-came-as'

interface ReportDeedsProps {
  readonly importId: number
  readonly row: ImportRow
}

/** What the game master can do about a row: mend it where it needs them, or have a look at it. */
export function ReportDeeds({ importId, row }: ReportDeedsProps) {
  const t = useWords()
  const { sitter, hasPortrait } = useCameAs(row)
  if (sitter === undefined || sitter.trashedAt !== null) return null
  const { id, name } = sitter
  const subject = { kind: row.kind, id }
  const show = () =>
    'campaignId' in sitter ? openCharacter(id, sitter.campaignId) : openCampaign(id)
  if (row.outcome !== 'needs-you' || hasPortrait)
    return (
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('import.report.showNamed', { name })}
        onClick={show}
      >
        {t('import.report.show')}
      </Button>
    )
  return (
    <span className={classes.deeds}>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('import.report.pickFileFor', { name })}
        onClick={() => void pickFile({ subject, name })}
      >
        {t('import.report.pickFile')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t('import.report.generateFor', { name })}
        onClick={() => openDialog({ kind: 'generate', subject, name })}
      >
        {t('import.report.generate')}
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={t('import.report.keepAvatarFor', { name })}
        onClick={() =>
          void attempt(() => request('import:settle', { id: importId, index: row.index }))
        }
      >
        {t('import.report.keepAvatar')}
      </Button>
    </span>
  )
}
