import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import type { SetAside } from '../../shared/backup'
import { useWords } from '../app/i18n'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { moment } from '../ui/counts'
import { undoRestore } from './restore-actions'

interface UndoRestoreProps {
  readonly aside: SetAside
  readonly size?: 'xs' | 'sm'
}

/** Undoes a restore after a confirmation. */
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
      <ConfirmDialog
        isOpen={isAsking}
        title={t('restore.undo.title')}
        confirmLabel={t('restore.undo.confirm')}
        focus="confirm"
        isBusy={isUndoing}
        onConfirm={() => void undo()}
        onClose={() => setAsking(false)}
      >
        <Text>{t('restore.undo.text', { when })}</Text>
      </ConfirmDialog>
    </>
  )
}
