import { Button, Text } from '@mantine/core'
import { useState } from 'react'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { TaskLine } from '../tasks/task-line'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { rememberUndone } from './undone'

/** Undoes an import after a confirmation. */
export function UndoImport({ id }: { readonly id: number }) {
  const t = useWords()
  const [isAsking, setAsking] = useState(false)
  const [isUndoing, setUndoing] = useState(false)
  const undo = async () => {
    setUndoing(true)
    await attempt(async () => rememberUndone(id, await request('import:undo', { id })))
    setUndoing(false)
    setAsking(false)
  }
  return (
    <>
      <Button variant="default" onClick={() => setAsking(true)}>
        {t('import.report.undo')}
      </Button>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('import.report.undoTitle')}
        confirmLabel={t('import.report.undoConfirm')}
        isBusy={isUndoing}
        onConfirm={() => void undo()}
        onClose={() => setAsking(false)}
      >
        <Text>{t('import.report.undoText')}</Text>
        {isUndoing && <TaskLine kind="import-undo" />}
      </ConfirmDialog>
    </>
  )
}
