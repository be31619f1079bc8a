import { Modal } from '@mantine/core'
import { useWords } from '../app/i18n'
import type { NamedSubject } from './actions'
import { PortraitStage } from './portrait-stage'
import { useSubject } from './use-subject'

interface PortraitHistoryProps extends NamedSubject {
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** All portraits of somebody who has no panel of their own: the game master of a campaign. */
export function PortraitHistory({ subject, name, isOpen, onClose }: PortraitHistoryProps) {
  const t = useWords()
  const sitter = useSubject(subject)
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size={520}
      title={t('portrait.allOf', { name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {sitter && <PortraitStage subject={subject} name={name} sitter={sitter} />}
    </Modal>
  )
}
