import { Modal } from '@mantine/core'
import { useWords } from '../app/i18n'
import type { NamedSubject } from './actions'
import { PortraitStage } from './portrait-stage'
import { useSubject } from './use-subject'

interface PortraitHistoryProps extends NamedSubject {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** All portraits of the game master of a campaign, who has no panel. */
export function PortraitHistory({ subject, name, isOpen, onClose }: PortraitHistoryProps) {
  const t = useWords()
  const portrayed = useSubject(subject)
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size={520}
      title={t('portrait.allOf', { name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {portrayed && <PortraitStage subject={subject} name={name} portrayed={portrayed} />}
    </Modal>
  )
}
