import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import type { QuarantineEntry } from '../../shared/quarantine'
import { useWords } from '../app/i18n'
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
    <Modal
      opened={count > 0}
      onClose={onClose}
      title={t('check.quarantined.removeTitle', { count })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Text>{t('check.quarantined.removeText', { count, bytes })}</Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" data-autofocus onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button loading={isBusy} onClick={() => void remove()}>
          {t('check.quarantined.removeNow')}
        </Button>
      </Group>
    </Modal>
  )
}
