import { Modal, ScrollArea } from '@mantine/core'
import type { Portrait } from '../../shared/portrait'
import { useWords } from '../app/i18n'
import { PortraitFacts } from './portrait-facts'

interface PortraitDetailsProps {
  readonly portrait: Portrait
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** The facts about one portrait, in front of whatever shows it. */
export function PortraitDetails({ portrait, isOpen, onClose }: PortraitDetailsProps) {
  const t = useWords()
  const isAvatar = portrait.source === 'avatar'
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size={560}
      title={t(isAvatar ? 'portrait.detailsAvatarTitle' : 'portrait.detailsTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      scrollAreaComponent={ScrollArea.Autosize}
    >
      <PortraitFacts portrait={portrait} />
    </Modal>
  )
}
