import { IconPhotoDown } from '@tabler/icons-react'
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react'
import { addTransferred, readTransferred } from '../add-pictures/transferred'
import { useWords } from '../app/i18n'
import type { NamedSubject } from './actions'
import { useIsAdding } from './adding'
import { subjectMark } from './current-subject'
import classes from './drop-target.module.css'
import { isOwnDrag } from './own-drag'
import { mayHoldPicture } from './transfer'

interface DropTargetProps extends NamedSubject {
  readonly children: ReactNode
}

/** Takes a picture dropped on it in as this subject's portrait. The keyboard has paste and the file picker. */
export function DropTarget({ subject, name, children }: DropTargetProps) {
  const target = useRef<HTMLDivElement>(null)
  const isTakingIn = useIsAdding(subject)
  const isOver = useDrop(target, (data) =>
    addTransferred(readTransferred(data, 'dropped'), { subject, name }),
  )
  return (
    <div ref={target} className={classes.target} {...subjectMark(subject)}>
      {children}
      {isTakingIn && <Adding />}
      {isOver && <Invitation name={name} />}
    </div>
  )
}

function Adding() {
  const t = useWords()
  return (
    <div className={classes.coming} role="status">
      {t('portrait.takingIn')}
    </div>
  )
}

function Invitation({ name }: { readonly name: string }) {
  const t = useWords()
  return (
    <div className={classes.invitation}>
      <IconPhotoDown size={28} stroke={1.5} aria-hidden />
      <span className={classes.words}>{t('portrait.dropHere', { name })}</span>
    </div>
  )
}

/** Whether a picture or its address is dragged over the element; calls back when it is dropped. */
function useDrop(
  target: RefObject<HTMLElement | null>,
  onDrop: (data: DataTransfer) => void,
): boolean {
  const [isOver, setOver] = useState(false)
  const newest = useRef(onDrop)
  useEffect(() => {
    newest.current = onDrop
  })
  useEffect(() => {
    const element = target.current
    if (!element) return
    const over = (event: DragEvent) => {
      if (!event.dataTransfer || isOwnDrag() || !mayHoldPicture(event.dataTransfer)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const leave = ({ relatedTarget: to }: DragEvent) => {
      if (!(to instanceof Node && element.contains(to))) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (!event.dataTransfer || isOwnDrag() || !mayHoldPicture(event.dataTransfer)) return
      event.preventDefault()
      newest.current(event.dataTransfer)
    }
    element.addEventListener('dragover', over)
    element.addEventListener('dragleave', leave)
    element.addEventListener('drop', drop)
    return () => {
      element.removeEventListener('dragover', over)
      element.removeEventListener('dragleave', leave)
      element.removeEventListener('drop', drop)
    }
  }, [target])
  return isOver
}
