import { Modal } from '@mantine/core'
import type { SubjectKind } from '../../shared/subject'
import { useWords } from '../app/i18n'
import { faceAttributes } from '../players/current-face'
import { faceShown } from '../players/players-store'
import { ShowButton } from '../players/show-button'
import { PortraitImage, type PortraitSubject } from '../ui/portrait-image'
import { useReturnFocus } from '../ui/use-return-focus'
import classes from './large-portrait.module.css'

interface LargePortraitProps {
  /** `unowned` for a portrait that belongs to no one. */
  readonly kind: SubjectKind | 'unowned'
  readonly name: string
  readonly portrayed: PortraitSubject
  readonly onClose: () => void
}

/**
 * The whole picture over the whole window, to be shown across the table. It is open while it is mounted, and goes at
 * once: while it faded out it would still take the keys.
 */
export function LargePortrait({ kind, name, portrayed, onClose }: LargePortraitProps) {
  const t = useWords()
  useReturnFocus()
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title={<bdi>{name}</bdi>}
      {...faceAttributes(kind, portrayed)}
      data-large-view
      closeButtonProps={{ 'aria-label': t('app.close') }}
      classNames={{
        content: classes.content,
        header: classes.header,
        title: classes.title,
        body: classes.body,
      }}
    >
      {/* After the button that closes it, which has the keyboard first: Space opened this view. */}
      <div className={classes.show}>
        <ShowButton face={faceShown(kind, portrayed)} />
      </div>
      <PortraitImage kind={kind} portrayed={portrayed} marked={false} className={classes.picture} />
    </Modal>
  )
}
