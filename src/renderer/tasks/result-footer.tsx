import { Button, Group } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { useWords } from '../app/i18n'

interface ResultFooterProps {
  /** Shows in the system's file manager what was made. */
  readonly onShow: () => void
  readonly onClose: () => void
}

/** Below what something came to that made a file: the way to the file, and out. */
export function ResultFooter({ onShow, onClose }: ResultFooterProps) {
  const t = useWords()
  return (
    <Group justify="flex-end">
      <Button
        variant="default"
        leftSection={<IconFolderOpen size={18} aria-hidden />}
        onClick={onShow}
      >
        {t('task.show')}
      </Button>
      <Button data-autofocus onClick={onClose}>
        {t('app.close')}
      </Button>
    </Group>
  )
}
