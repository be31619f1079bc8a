import { Checkbox } from '@mantine/core'
import {
  IconAlertTriangle,
  IconCheck,
  IconDatabaseExclamation,
  IconFiles,
  IconFileUnknown,
  IconFolderX,
  IconLink,
  IconNotebook,
} from '@tabler/icons-react'
import { AppError, isErrorCode } from '../../shared/errors'
import type { Finding } from '../../shared/integrity'
import { sentenceOf } from '../app/error-report'
import { translator, useWords } from '../app/i18n'
import { sessionName } from '../sessions/session-words'
import { useOutcomes } from './check'
import { FindingActions } from './finding-actions'
import { FindingWords } from './finding-words'
import { FoundPicture } from './found-picture'
import classes from './integrity-screen.module.css'
import { keyOf } from './planned-repairs'

const signs = {
  'database-damaged': IconDatabaseExclamation,
  'stray-rows': IconDatabaseExclamation,
  'files-without-rows': IconFiles,
  'left-over': IconFileUnknown,
  link: IconLink,
  session: IconNotebook,
  'not-a-file': IconFileUnknown,
  'closed-folder': IconFolderX,
} as const

interface IntegrityFindingProps {
  readonly finding: Finding
  readonly checkedAt: string
  /** Null for what cannot be dealt with together with others. */
  readonly isChosen: boolean | null
  readonly onChoose: (isChosen: boolean) => void
}

/** One thing that is not as it should be, with what can be done about it. */
export function IntegrityFinding({
  finding,
  checkedAt,
  isChosen,
  onChoose,
}: IntegrityFindingProps) {
  const t = useWords()
  const outcome = useOutcomes().get(keyOf(finding))
  const isDone = outcome !== undefined && 'done' in outcome
  return (
    <div className={classes.finding} data-done={isDone || undefined}>
      <Checkbox
        className={classes.choose}
        data-hidden={isChosen === null || isDone || undefined}
        aria-label={t('integrity.choose', { name: nameOf(finding) })}
        checked={isChosen === true && !isDone}
        disabled={isChosen === null || isDone}
        onChange={(event) => onChoose(event.currentTarget.checked)}
      />
      <Picture finding={finding} checkedAt={checkedAt} isDone={isDone} />
      <div className={classes.words}>
        <FindingWords finding={finding} />
        {outcome !== undefined && 'failed' in outcome && <Failed code={outcome.failed} />}
      </div>
      <div className={classes.actions}>
        {isDone ? (
          <span role="status">{t(`integrity.outcome.${outcome.done}`)}</span>
        ) : (
          <FindingActions finding={finding} />
        )}
      </div>
    </div>
  )
}

function nameOf(finding: Finding): string {
  if (finding.kind === 'portrait' && finding.name !== '') return finding.name
  if (finding.kind === 'session') return sessionName(translator.t, finding.session)
  return 'path' in finding ? finding.path : finding.kind
}

interface PictureProps {
  readonly finding: Finding
  readonly checkedAt: string
  readonly isDone: boolean
}

function Picture({ finding, checkedAt, isDone }: PictureProps) {
  if (isDone) {
    return (
      <span className={classes.sign}>
        <IconCheck size={24} stroke={1.5} aria-hidden />
      </span>
    )
  }
  if (finding.kind === 'portrait') {
    return <FoundPicture path={finding.found?.path ?? null} at={checkedAt} />
  }
  if (finding.kind === 'file-without-row') {
    return <FoundPicture path={finding.isReadable ? finding.path : null} at={checkedAt} />
  }
  const Sign = signs[finding.kind]
  return (
    <span className={classes.sign}>
      <Sign size={24} stroke={1.5} aria-hidden />
    </span>
  )
}

function Failed({ code }: { readonly code: string }) {
  const error = new AppError(isErrorCode(code) ? code : 'unexpected')
  return (
    <div className={classes.failed} role="alert">
      <IconAlertTriangle size={16} aria-hidden /> {sentenceOf(error)}
    </div>
  )
}
