import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import type { SetAside } from '../../shared/backup'
import { useWords } from '../app/i18n'
import { moment } from '../ui/counts'
import { undoRestore } from './restore-actions'

interface UndoRestoreProps {
  readonly aside: SetAside
  readonly size?: 'xs' | 'sm'
}

/** Takes a restore back once it was said what that means. */
export function UndoRestore({ aside, size = 'sm' }: UndoRestoreProps) {
  const t = useWords()
  const [isAsking, setAsking] = useState(false)
  const [isUndoing, setUndoing] = useState(false)
  const when = moment(aside.madeAt)
  const undo = async () => {
    setUndoing(true)
    await undoRestore(aside.name)
    setUndoing(false)
    setAsking(false)
  }
  return (
    <>
      <Button size={size} variant="default" onClick={() => setAsking(true)}>
        {t('restore.undo.ask')}
      </Button>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(isUndoing)}
        title={t('restore.undo.title')}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <Text>{t('restore.undo.text', { when })}</Text>
        <Group justify="flex-end" mt="lg">
          <Button variant="default" disabled={isUndoing} onClick={() => setAsking(false)}>
            {t('app.cancel')}
          </Button>
          <Button data-autofocus loading={isUndoing} onClick={() => void undo()}>
            {t('restore.undo.confirm')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
