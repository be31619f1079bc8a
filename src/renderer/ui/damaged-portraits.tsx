import { Alert } from '@mantine/core'
import type { BackupWarning } from '../../shared/backup'
import { useWords } from '../app/i18n'
import classes from './damaged-portraits.module.css'
import { VirtualList } from './virtual-list'

interface DamagedPortraitsProps {
  readonly sentence: string
  readonly portraits: readonly BackupWarning[]
}

/** Portraits whose file is damaged or missing, each with its subject. */
export function DamagedPortraits({ sentence, portraits }: DamagedPortraitsProps) {
  const t = useWords()
  if (portraits.length === 0) return null
  return (
    <Alert role="note">
      {sentence}
      <VirtualList
        label={sentence}
        count={portraits.length}
        itemHeightPx={30}
        isLow
        item={(at) => {
          const portrait = portraits[at]
          if (portrait === undefined) return null
          return (
            <span className={classes.line}>
              <bdi>{portrait.name === '' ? t('backup.unassigned') : portrait.name}</bdi>
              <span className={classes.state}>{t(`backup.fileState.${portrait.state}`)}</span>
            </span>
          )
        }}
      />
    </Alert>
  )
}
