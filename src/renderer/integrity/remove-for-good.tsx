import { Text } from '@mantine/core'
import { useState } from 'react'
import type { QuarantineEntry } from '../../shared/quarantine'
import { useWords } from '../app/i18n'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { removeForGood } from './quarantine-actions'

interface RemoveForGoodProps {
  /** Empty while nothing is asked. */
  readonly entries: readonly QuarantineEntry[]
  readonly onClose: () => void
}

/** The second step before files are removed for good. */
export function RemoveForGood({ entries, onClose }: RemoveForGoodProps) {
  const t = useWords()
  const [isBusy, setBusy] = useState(false)
  const count = entries.length
  const bytes = entries.reduce((sum, one) => sum + one.bytes, 0)
  const remove = async () => {
    setBusy(true)
    const isDone = await removeForGood(entries)
    setBusy(false)
    if (isDone) onClose()
  }
  return (
    <ConfirmDialog
      isOpen={count > 0}
      title={t('integrity.quarantined.removeTitle', { count })}
      confirmLabel={t('integrity.quarantined.removeNow')}
      focus="cancel"
      isBusy={isBusy}
      canCloseWhileBusy
      onConfirm={() => void remove()}
      onClose={onClose}
    >
      <Text>{t('integrity.quarantined.removeText', { count, bytes })}</Text>
    </ConfirmDialog>
  )
}
