import { Button, Group, Modal, Text } from '@mantine/core'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { backToCampaign } from '../app/navigation'
import { attempt } from '../app/toasts'

interface LeaveDialogProps {
  readonly isOpen: boolean
  readonly onStay: () => void
}

/** Leaving while an import runs: it goes on in the background unless it is cancelled here. */
export function LeaveDialog({ isOpen, onStay }: LeaveDialogProps) {
  const t = useWords()
  const cancel = () => {
    onStay()
    void attempt(() => request('import:cancel'))
  }
  const leave = () => {
    onStay()
    backToCampaign()
  }
  return (
    <Modal
      opened={isOpen}
      onClose={onStay}
      title={t('import.leave.title')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Text>{t('import.leave.text')}</Text>
      <Group justify="space-between" mt="lg">
        <Button variant="subtle" color="gray" onClick={cancel}>
          {t('import.run.cancel')}
        </Button>
        <Group gap="sm">
          <Button variant="default" onClick={onStay}>
            {t('import.leave.stay')}
          </Button>
          <Button data-autofocus onClick={leave}>
            {t('import.leave.leave')}
          </Button>
        </Group>
      </Group>
    </Modal>
  )
}
