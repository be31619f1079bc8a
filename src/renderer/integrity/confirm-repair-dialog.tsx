import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useWords } from '../app/i18n'
import { stopAsking, useAsked } from './asked'

/** Before a large part of the library is moved, whoever wants that types how many files it is. */
export function ConfirmRepairDialog() {
  const t = useWords()
  const { files } = useAsked()
  return (
    <Modal
      opened={files !== null}
      onClose={stopAsking}
      title={t('check.brake.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {files !== null && <Question files={files} />}
    </Modal>
  )
}

function Question({ files }: { readonly files: number }) {
  const t = useWords()
  const { because, goOn } = useAsked()
  const [typed, setTyped] = useState('')
  const isRight = typed.trim() === String(files)
  const confirm = () => {
    if (!isRight) return
    stopAsking()
    goOn(files)
  }
  return (
    <Stack gap="sm">
      <Text>{t('check.brake.wouldGo', { count: files })}</Text>
      {because.map((reason) => (
        <Text key={reason}>{t(`check.brake.${reason}`)}</Text>
      ))}
      <TextInput
        label={t('check.brake.label', { files: String(files) })}
        value={typed}
        data-autofocus
        inputMode="numeric"
        autoComplete="off"
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Enter' && confirm()}
      />
      <Group justify="flex-end" mt="sm">
        <Button variant="default" onClick={stopAsking}>
          {t('check.brake.stop')}
        </Button>
        <Button disabled={!isRight} onClick={confirm}>
          {t('check.brake.goOn', { count: files })}
        </Button>
      </Group>
    </Stack>
  )
}
