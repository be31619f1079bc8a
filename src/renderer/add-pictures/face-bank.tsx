import { type KeyboardEvent, useEffect, useRef } from 'react'
import type { GalleryEntry } from '../../shared/gallery'
import { useWords } from '../app/i18n'
import { undo } from '../app/toasts'
import { subjectOfCard } from '../gallery/gallery-card'
import { PortraitImage } from '../ui/portrait-image'
import classes from './assign-faces-dialog.module.css'

interface FaceBankProps {
  readonly label: string
  readonly pictures: readonly GalleryEntry[]
  /** -1 for none. */
  readonly chosen: number
  readonly onChoose: (index: number) => void
  readonly onUse: (index: number) => void
  readonly onSkip: () => void
}

/** Pictures to choose from; arrows choose one, Enter uses it, Space goes on to the next person. */
export function FaceBank({ label, pictures, chosen, onChoose, onUse, onSkip }: FaceBankProps) {
  const t = useWords()
  const box = useRef<HTMLDivElement>(null)
  const reached = Math.max(0, chosen)
  useEffect(() => {
    box.current?.querySelectorAll<HTMLElement>('[role="option"]')[reached]?.focus()
  }, [reached])
  const press = (event: KeyboardEvent): void => {
    const step = stepOf(event.key, box.current)
    const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey
    if (step !== 0) {
      const next = chosen < 0 ? 0 : chosen + step
      onChoose(Math.min(pictures.length - 1, Math.max(0, next)))
    } else if (event.key === 'Enter') onUse(chosen)
    else if (event.key === ' ') onSkip()
    else if (isUndo) void undo()
    else return
    event.preventDefault()
  }
  return (
    <div className={classes.bank}>
      <div
        ref={box}
        role="listbox"
        tabIndex={-1}
        aria-label={label}
        aria-description={t('pictures.assign.keys')}
        className={classes.pictures}
      >
        {pictures.map((card, index) => (
          <Option
            key={card.id}
            card={card}
            isChosen={index === chosen}
            isReached={index === reached}
            onChoose={() => onChoose(index)}
            onUse={() => onUse(index)}
            onKeyDown={press}
          />
        ))}
      </div>
      <p className={classes.keys} aria-hidden>
        {t('pictures.assign.keys')}
      </p>
    </div>
  )
}

interface OptionProps {
  readonly card: GalleryEntry
  readonly isChosen: boolean
  /** Whether it has the keyboard when the list does. */
  readonly isReached: boolean
  readonly onChoose: () => void
  readonly onUse: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

function Option({ card, isChosen, isReached, onChoose, onUse, onKeyDown }: OptionProps) {
  const t = useWords()
  const caption = card.originalName ?? card.owner?.name ?? null
  return (
    <div
      role="option"
      tabIndex={isReached ? 0 : -1}
      aria-selected={isChosen}
      aria-label={caption ?? t('pictures.assign.unnamed')}
      className={classes.picture}
      onClick={onChoose}
      onDoubleClick={onUse}
      onKeyDown={onKeyDown}
    >
      <PortraitImage
        kind={card.owner?.subject.kind ?? 'unowned'}
        portrayed={subjectOfCard(card)}
        size={128}
        decorative
        className={classes.thumbnail}
      />
      {caption !== null && <bdi className={classes.file}>{caption}</bdi>}
    </div>
  )
}

function stepOf(key: string, box: HTMLElement | null): number {
  if (key === 'ArrowRight') return 1
  if (key === 'ArrowLeft') return -1
  if (box === null || (key !== 'ArrowDown' && key !== 'ArrowUp')) return 0
  const columns = getComputedStyle(box).gridTemplateColumns.split(' ').length
  return key === 'ArrowDown' ? columns : -columns
}
