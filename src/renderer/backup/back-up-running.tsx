import { Button, Group, Stack, Text } from '@mantine/core'
import { stopWork, useWork } from '../components/work'
import { WorkLine } from '../components/work-line'
import { useWords } from '../i18n'

/** How far the backup is; the window stays usable behind it. */
export function BackUpRunning({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { told, isStopping } = useWork()
  return (
    <Stack gap="xs">
      <Text>{t('backup.runningText')}</Text>
      <WorkLine work="backup" waiting={t('backup.waiting')} />
      <Group justify="space-between">
        <Button
          variant="default"
          disabled={told === null}
          loading={isStopping}
          onClick={() => void stopWork()}
        >
          {t('backup.cancel')}
        </Button>
        <Button disabled={told === null} onClick={onClose}>
          {t('backup.goOnBehind')}
        </Button>
      </Group>
    </Stack>
  )
}
