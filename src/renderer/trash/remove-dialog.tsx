import { Stack, Text } from '@mantine/core'
import { useState } from 'react'
import type { RemovalPlan, TrashChoice } from '../../shared/trash'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { toastDone } from '../app/toasts'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { ErrorNotice } from '../ui/error-notice'
import { TrashFace } from './trash-face'
import classes from './trash-tab.module.css'
import { countParts, nameOf } from './trash-words'

/** What is to be removed, with the counts from main. */
export interface RemovalAsked {
  readonly choice: TrashChoice
  readonly plan: RemovalPlan
}

interface RemoveDialogProps {
  readonly asked: RemovalAsked
  readonly onClose: () => void
  readonly onRemoved: () => void
  /** Asks again what it would take. */
  readonly onAskAgain: () => void
}

/** Shows exactly what would be removed, and asks for a confirmation. */
export function RemoveDialog({ asked, onClose, onRemoved, onAskAgain }: RemoveDialogProps) {
  const t = useWords()
  const [isSure, setSure] = useState(false)
  const [isRemoving, setRemoving] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { choice, plan } = asked
  const { takes, faces, stays, mark } = plan
  const list = countParts(takes)
  const remove = async () => {
    setRemoving(true)
    try {
      const removed = await request('trash:remove', { choice, mark })
      const gone = countParts(removed)
      toastDone(gone === '' ? t('trash.removedNothing') : t('trash.removed', { list: gone }))
      onRemoved()
    } catch (failure) {
      setError(failure)
      setSure(false)
    } finally {
      setRemoving(false)
    }
  }
  const question = isSure
    ? {
        cancelLabel: t('trash.plan.back'),
        confirmLabel: t('trash.plan.confirm'),
        confirmColor: 'var(--ck-danger)',
        onCancel: () => setSure(false),
        onConfirm: () => void remove(),
      }
    : {
        confirmLabel: list === '' ? null : t('trash.plan.next'),
        confirmVariant: 'default' as const,
        onConfirm: () => setSure(true),
      }
  return (
    <ConfirmDialog
      size={520}
      title={t(choice === 'all' ? 'trash.plan.emptyTitle' : 'trash.plan.title')}
      focus="cancel"
      buttonsMargin="md"
      {...question}
      isBusy={isRemoving}
      onClose={onClose}
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
      </Stack>
    </ConfirmDialog>
  )
}
