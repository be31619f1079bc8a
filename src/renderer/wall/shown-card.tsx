import { useEffect, useState } from 'react'
import type { SubjectKind } from '../../shared/subject'
import { LargePortrait } from '../portrait/large-portrait'
import type { PortraitSubject } from '../ui/portrait-image'
import type { CardWall } from './use-card-wall'

interface Face {
  readonly id: number
  readonly kind: SubjectKind | 'unowned'
  readonly name: string
  readonly portrayed: PortraitSubject
}

interface ShownCardProps {
  readonly wall: CardWall
  /** Whose face is shown; null for no one. */
  readonly index: number | null
  /** Undefined while the card is on the way. */
  readonly faceAt: (index: number) => Face | undefined
  readonly onShow: (index: number | null) => void
}

const steps: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -1,
  ArrowDown: 1,
}

/** The face of a card, large; the arrows go on to its neighbours. Afterwards the last one has the keyboard. */
export function ShownCard({ wall, index, faceAt, onShow }: ShownCardProps) {
  const { keys, total, columns, keepInSight } = wall
  const face = index === null ? undefined : faceAt(index)
  // The last one stays while the next page is on the way.
  const [last, keep] = useState(face)
  if (face !== undefined && face.id !== last?.id) keep(face)
  useEffect(() => {
    if (index === null) return
    const press = (event: KeyboardEvent) => {
      const step = steps[event.key]
      // With Ctrl or Command the arrows go through the players' queue.
      if (step === undefined || event.ctrlKey || event.metaKey) return
      event.preventDefault()
      const next = Math.min(total - 1, Math.max(0, index + step))
      keys.choose(next)
      keepInSight(Math.floor(next / columns))
      onShow(next)
    }
    window.addEventListener('keydown', press)
    return () => window.removeEventListener('keydown', press)
  })
  const shown = face ?? last
  if (index === null || shown === undefined) return null
  const close = () => {
    onShow(null)
    keys.reach(index)
  }
  const { kind, name, portrayed } = shown
  return <LargePortrait kind={kind} name={name} portrayed={portrayed} onClose={close} />
}
