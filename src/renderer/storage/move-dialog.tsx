import { Alert, Button, Stack, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { MovePlan } from '../../shared/storage'
import { useWords } from '../app/i18n'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { Fact, Facts } from '../ui/facts'
import { PathText } from '../ui/path-text'
import { startMove } from './move'

interface MoveDialogProps {
  readonly plan: MovePlan
  readonly onChooseAgain: () => void
  readonly onClose: () => void
}

/** What moving the data means, before it begins. */
export function MoveDialog({ plan, onChooseAgain, onClose }: MoveDialogProps) {
  const t = useWords()
  const { from, to, isNew, files, bytes, freeBytes, kind } = plan
  const hasRoom = freeBytes === null || freeBytes > bytes
  return (
    <ConfirmDialog
      size="lg"
      title={t('move.title')}
      confirmLabel={t(kind === 'plain' ? 'move.start' : 'move.evenSo')}
      isConfirmDisabled={!hasRoom}
      otherButton={
        <Button variant="default" onClick={onChooseAgain}>
          {t('backup.chooseOtherPlace')}
        </Button>
      }
      focus="confirm"
      buttonsMargin="md"
      onConfirm={() => void startMove()}
      onClose={onClose}
    >
      <Stack>
        <Text>{t('move.text')}</Text>
        <Facts>
          <Fact name={t('move.from')}>
            <PathText path={from} />
          </Fact>
          <Fact name={t('move.to')}>
            <PathText path={isNew ? t('move.newFolder', { folder: to }) : to} />
          </Fact>
          <Fact name={t('move.size')}>{t('move.sizeFacts', { count: files, bytes })}</Fact>
          <Fact name={t('move.room')} isMarked={!hasRoom}>
            {freeBytes === null ? t('move.roomUnknown') : t('backup.bytes', { bytes: freeBytes })}
          </Fact>
        </Facts>
        {kind !== 'plain' && (
          <Alert icon={<IconAlertTriangle aria-hidden />} role="note">
            {t(`move.${kind}`)}
          </Alert>
        )}
        <Text c="var(--ck-quiet)">{t('move.closed')}</Text>
      </Stack>
    </ConfirmDialog>
  )
}
