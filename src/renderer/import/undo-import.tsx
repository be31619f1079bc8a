import { Button, Group, Modal, Text } from '@mantine/core'
import { useState } from 'react'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { ImportProgressLine } from './import-progress-line'
import { rememberUndone } from './undone'
import { useImportProgress } from './use-import-progress'

/** Takes an import back once it was said what that means. */
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
      <Modal
        opened={isAsking}
        onClose={() => setAsking(isUndoing)}
        title={t('import.report.undoTitle')}
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        <Text>{t('import.report.undoText')}</Text>
        {isUndoing && <UndoProgress />}
        <Group justify="flex-end" mt="lg">
          <Button variant="default" disabled={isUndoing} onClick={() => setAsking(false)}>
            {t('app.cancel')}
          </Button>
          <Button loading={isUndoing} onClick={() => void undo()}>
            {t('import.report.undoConfirm')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}

function UndoProgress() {
  const t = useWords()
  return <ImportProgressLine title={t('import.doing.undoing')} progress={useImportProgress()} />
}
