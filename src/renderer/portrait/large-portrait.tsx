import { Modal } from '@mantine/core'
import type { SubjectKind } from '../../shared/subject'
import { useWords } from '../app/i18n'
import { faceMark } from '../players/face-at-hand'
import { faceShown } from '../players/players-store'
import { ShowButton } from '../players/show-button'
import { PortraitImage, type PortraitSubject } from '../ui/portrait-image'
import classes from './large-portrait.module.css'

interface LargePortraitProps {
  /** `unowned` for a portrait that belongs to no one. */
  readonly kind: SubjectKind | 'unowned'
  readonly name: string
  readonly portrayed: PortraitSubject
  readonly isOpen: boolean
  readonly onClose: () => void
}

/** The whole picture over the whole window, to be shown across the table. */
export function LargePortrait({ kind, name, portrayed, isOpen, onClose }: LargePortraitProps) {
  const t = useWords()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      fullScreen
      title={<bdi>{name}</bdi>}
      {...faceMark(kind, portrayed)}
      data-large-view
      closeButtonProps={{ 'aria-label': t('app.close') }}
      classNames={{
        content: classes.content,
        header: classes.header,
        title: classes.title,
        body: classes.body,
      }}
      transitionProps={{ transition: 'fade', duration: 160 }}
    >
      {/* After the button that closes it, which has the keyboard first: Space opened this view. */}
      <div className={classes.show}>
        <ShowButton face={faceShown(kind, portrayed)} />
      </div>
      <PortraitImage kind={kind} portrayed={portrayed} marked={false} className={classes.picture} />
    </Modal>
  )
}
