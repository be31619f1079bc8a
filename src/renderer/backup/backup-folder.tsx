import { Button, Group, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { BackupState } from '../../shared/backup'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'
import { moment } from '../ui/counts'
import { PathText } from '../ui/path-text'
import { SettingRow } from '../ui/setting-row'

/** Where automatic backups go, and one of them at once. */
export function BackupFolder({ state }: { readonly state: BackupState }) {
  const t = useWords()
  const client = useQueryClient()
  const [isMaking, setMaking] = useState(false)
  const { folder, isThere, trouble } = state.automatic
  const choose = () =>
    attempt(async () => {
      const now = await request('backup:choose-folder')
      if (now !== null) client.setQueryData(queries.backupState().queryKey, now)
    })
  const makeNow = async () => {
    setMaking(true)
    await attempt(async () => {
      const { madeAt, isVerified, isDamaged } = await request('backup:now')
      const state = isDamaged ? 'madeDamaged' : 'madeUnread'
      const when = moment(madeAt)
      toastDone(t(`backup.settings.${isVerified ? 'made' : state}`, { when }))
    })
    setMaking(false)
  }
  return (
    <SettingRow
      title={t('backup.settings.folder')}
      note={<PathText path={folder} />}
      belowNote={
        !isThere &&
        trouble === null && (
          <Text size="xs" c="var(--ck-mark)">
            {t('backup.settings.folderGone')}
          </Text>
        )
      }
    >
      <Group gap="sm" w="100%">
        <Button
          size="xs"
          variant="default"
          disabled={!isThere}
          onClick={() => void attempt(() => request('backup:open-folder'))}
        >
          {t('backup.settings.openFolder')}
        </Button>
        <Button size="xs" variant="default" onClick={() => void choose()}>
          {t('backup.settings.chooseFolder')}
        </Button>
        <Button
          size="xs"
          variant="default"
          disabled={!isThere}
          loading={isMaking}
          onClick={() => void makeNow()}
        >
          {t('backup.settings.now')}
        </Button>
      </Group>
    </SettingRow>
  )
}
