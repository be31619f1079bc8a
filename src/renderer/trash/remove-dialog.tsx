import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { RemovalPlan, TrashChoice } from '../../shared/trash'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { toastDone } from '../app/toasts'
import { ErrorNotice } from '../ui/error-notice'
import { TrashFace } from './trash-face'
import classes from './trash-tab.module.css'
import { nameOf, takesList } from './trash-words'

/** What is asked about, with what main said it would take. */
export interface RemovalAsked {
  readonly choice: TrashChoice
  readonly plan: RemovalPlan
}

interface RemoveDialogProps {
  readonly asked: RemovalAsked
  readonly onClose: () => void
  readonly onRemoved: () => void
  /** Asks anew what it would take. */
  readonly onAskAgain: () => void
}

/** Says exactly what would be removed, and asks once more before it is. */
export function RemoveDialog({ asked, onClose, onRemoved, onAskAgain }: RemoveDialogProps) {
  const t = useWords()
  const [isSure, setSure] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { choice, plan } = asked
  const { takes, faces, stays, mark } = plan
  const list = takesList(takes)
  const remove = async () => {
    setRemoving(true)
    try {
      const removed = await request('trash:remove', { choice, mark })
      const gone = takesList(removed)
      toastDone(gone === '' ? t('trash.removedNothing') : t('trash.removed', { list: gone }))
      onRemoved()
    } catch (failure) {
      setError(failure)
      setSure(false)
    } finally {
      setRemoving(false)
    }
  }
  return (
    <Modal
      opened
      onClose={() => isRemoving || onClose()}
      size={520}
      title={t(choice === 'all' ? 'trash.plan.emptyTitle' : 'trash.plan.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <Stack gap="md">
        {error !== null && (
          <ErrorNotice
            error={error}
            handlers={{
              retry: () => {
                setError(null)
                onAskAgain()
              },
            }}
          />
        )}
        <Text>
          {list === ''
            ? t('trash.plan.takesNothing')
            : t('trash.plan.takes', { list, bytes: takes.bytes })}
        </Text>
        {faces.length > 0 && (
          <ul className={classes.faces} aria-label={t('trash.plan.faces')}>
            {faces.map((entry) => (
              <li key={`${entry.kind}:${entry.id}`} className={classes.faceItem}>
                <TrashFace entry={entry} />
                <bdi className={classes.faceName}>{nameOf(entry)}</bdi>
              </li>
            ))}
          </ul>
        )}
        {stays['in-use'] > 0 && (
          <Text size="sm">{t('trash.plan.inUse', { count: stays['in-use'] })}</Text>
        )}
        {stays['order-open'] > 0 && (
          <Text size="sm">{t('trash.plan.orderOpen', { count: stays['order-open'] })}</Text>
        )}
        {list !== '' && (
          <Text size="sm" c="var(--ck-quiet)">
            {t('trash.plan.backups')}
          </Text>
        )}
        {isSure && (
          <Text role="alert" fw={500}>
            {t('trash.plan.sure', { list })}
          </Text>
        )}
        <Group justify="flex-end">
          <Button
            data-autofocus
            variant="default"
            disabled={isRemoving}
            onClick={() => (isSure ? setSure(false) : onClose())}
          >
            {t(isSure ? 'trash.plan.back' : 'app.cancel')}
          </Button>
          {list !== '' && !isSure && (
            <Button variant="default" onClick={() => setSure(true)}>
              {t('trash.plan.next')}
            </Button>
          )}
          {isSure && (
            <Button color="var(--ck-danger)" loading={isRemoving} onClick={() => void remove()}>
              {t('trash.plan.confirm')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
