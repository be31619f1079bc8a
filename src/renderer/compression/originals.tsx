import { Button, Checkbox, Group, Stack, Text } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { CompressionOverview } from '../../shared/compression'
import { compressionKey, request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { TaskLine } from '../tasks/task-line'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { putBack, toastRemoved, usePuttingBack } from './compressing'
import classes from './compression.module.css'
import { compressionQueries } from './compression-queries'
import { OriginalsList } from './originals-list'

interface OriginalsProps {
  readonly originals: CompressionOverview['originals']
  /** Something else is under way. */
  readonly isBusy: boolean
}

/** The stored originals: restored one by one or all together, or deleted after a confirmation. */
export function Originals({ originals, isBusy }: OriginalsProps) {
  const t = useWords()
  const client = useQueryClient()
  const [asked, ask] = useState<'put-back' | 'let-go' | null>(null)
  const [isListed, setListed] = useState(false)
  const [isSure, setSure] = useState(false)
  const { phase } = usePuttingBack()
  const { count, bytes } = originals
  if (count === 0) return null
  const close = () => {
    ask(null)
    setSure(false)
  }
  const deleteOriginals = () =>
    attempt(async () => {
      close()
      const done = await request('compression:delete-originals')
      client.setQueryData(compressionQueries.overview().queryKey, done.overview)
      await client.invalidateQueries({ queryKey: [compressionKey] })
      toastRemoved(done)
    })
  return (
    <div className={classes.card}>
      <Text fw={500}>{t('compression.originals.title')}</Text>
      <Text>{t('compression.originals.text', { count, bytes })}</Text>
      {phase === 'running' && <TaskLine kind="put-back" />}
      <Group gap="sm">
        <Button variant="default" aria-expanded={isListed} onClick={() => setListed(!isListed)}>
          {t(isListed ? 'compression.originals.hide' : 'compression.originals.which')}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={() => ask('put-back')}>
          {t('compression.originals.putBackAll')}
        </Button>
        <Button variant="default" disabled={isBusy} onClick={() => ask('let-go')}>
          {t('compression.originals.delete')}
        </Button>
      </Group>
      {isListed && <OriginalsList isBusy={isBusy} />}
      <ConfirmDialog
        isOpen={asked === 'put-back'}
        title={t('compression.originals.putBackTitle')}
        confirmLabel={t('compression.originals.putBackYes')}
        focus="cancel"
        buttonsMargin="md"
        onConfirm={() => {
          close()
          void putBack()
        }}
        onClose={close}
      >
        <Text>{t('compression.originals.putBackText', { count })}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'let-go'}
        title={t('compression.originals.deleteTitle')}
        confirmLabel={t('compression.originals.deleteConfirm')}
        isConfirmDisabled={!isSure}
        focus="cancel"
        buttonsMargin="md"
        onConfirm={() => void deleteOriginals()}
        onClose={close}
      >
        <Stack>
          <Text>{t('compression.originals.deleteText', { count, bytes })}</Text>
          <Checkbox
            label={t('compression.originals.deleteSure')}
            checked={isSure}
            onChange={({ currentTarget }) => setSure(currentTarget.checked)}
          />
        </Stack>
      </ConfirmDialog>
    </div>
  )
}
