import { Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../app/i18n'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { closeConfirmation, useRepairConfirmation } from './repair-confirmation'

/** Before a large part of the library is moved, the game master has to type how many files that is. */
export function ConfirmRepairDialog() {
  const t = useWords()
  const { isOpen, files, because, goOn } = useRepairConfirmation()
  const [typed, setTyped] = useState('')
  const isRight = typed.trim() === String(files)
  const close = () => {
    closeConfirmation()
    setTyped('')
  }
  const confirm = () => {
    if (!isRight) return
    close()
    goOn(files)
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('integrity.confirm.title')}
      size="lg"
      cancelLabel={t('integrity.confirm.stop')}
      confirmLabel={t('integrity.confirm.goOn', { count: files })}
      isConfirmDisabled={!isRight}
      buttonsMargin="1.5rem"
      onConfirm={confirm}
      onClose={close}
    >
      <Stack gap="sm">
        <Text>{t('integrity.confirm.wouldGo', { count: files })}</Text>
        {because.map((reason) => (
          <Text key={reason}>{t(`integrity.confirm.${reason}`)}</Text>
        ))}
        <TextInput
          label={t('integrity.confirm.label', { files: String(files) })}
          value={typed}
          data-autofocus
          inputMode="numeric"
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && confirm()}
        />
      </Stack>
    </ConfirmDialog>
  )
}
