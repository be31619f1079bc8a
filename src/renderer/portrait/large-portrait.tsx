import { Modal } from '@mantine/core'
import { PortraitImage, type Sitter } from '../components/portrait-image'
import { useWords } from '../i18n'
import type { Sat } from './deeds'
import classes from './large-portrait.module.css'

interface LargePortraitProps extends Sat {
  readonly sitter: Sitter
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** The whole picture over the whole window, to be shown across the table. */
export function LargePortrait({ subject, name, sitter, isOpen, onClose }: LargePortraitProps) {
  const t = useWords()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      fullScreen
      title={<bdi>{name}</bdi>}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      classNames={{
        content: classes.content,
        header: classes.header,
        title: classes.title,
        body: classes.body,
      }}
      transitionProps={{ transition: 'fade', duration: 160 }}
    >
      <PortraitImage
        kind={subject.kind}
        sitter={sitter}
        marked={false}
        className={classes.picture}
      />
    </Modal>
  )
}
