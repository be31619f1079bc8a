import { Button, Group, Stack } from '@mantine/core'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { backUp } from './back-up'

interface BackUpFailedProps {
  readonly error: unknown
  readonly onClose: () => void
}

/** Why there is no backup, and another place to try. */
export function BackUpFailed({ error, onClose }: BackUpFailedProps) {
  const t = useWords()
  return (
    <Stack gap="md">
      <ErrorNotice error={error} handlers={{ retry: null, 'choose-file': null }} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
        <Button data-autofocus onClick={() => void backUp()}>
          {t('backup.chooseOtherPlace')}
        </Button>
      </Group>
    </Stack>
  )
}
