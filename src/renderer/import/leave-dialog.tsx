import { Button, Text } from '@mantine/core'
import { useWords } from '../app/i18n'
import { backToCampaign } from '../app/navigation'
import { cancelTask } from '../tasks/task'
import { ConfirmDialog } from '../ui/confirm-dialog'

interface LeaveDialogProps {
  readonly isOpen: boolean
  readonly onStay: () => void
}

/** Leaving while an import runs: it goes on in the background unless it is cancelled here. */
export function LeaveDialog({ isOpen, onStay }: LeaveDialogProps) {
  const t = useWords()
  const cancel = () => {
    onStay()
    void cancelTask('import')
  }
  const leave = () => {
    onStay()
    backToCampaign()
  }
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('import.leave.title')}
      size="lg"
      cancelLabel={t('import.leave.stay')}
      confirmLabel={t('import.leave.leave')}
      otherButton={
        <Button variant="subtle" color="gray" onClick={cancel}>
          {t('import.run.cancel')}
        </Button>
      }
      focus="confirm"
      onConfirm={leave}
      onClose={onStay}
    >
      <Text>{t('import.leave.text')}</Text>
    </ConfirmDialog>
  )
}
