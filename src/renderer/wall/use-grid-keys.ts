import {
  type KeyboardEvent,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useReducer,
  useRef,
  useState,
} from 'react'

export interface GridKeys {
  readonly grid: RefObject<HTMLElement | null>
  readonly total: number
  readonly columns: number
  /** The cards that are drawn, and the first of them that is seen. */
  readonly drawn: { readonly from: number; readonly to: number; readonly seen: number }
  readonly showRow: (row: number) => void
  /** Called after each step of the keyboard with the indexes before and after it, and whether Shift was held. */
  readonly onMove?: ((from: number, to: number, isExtending: boolean) => void) | undefined
}

const rowsPerPage = 3

/** Where a key leads from this card, or null when the key means nothing here. */
function targetOf(key: string, from: number, columns: number, last: number): number | null {
  switch (key) {
    case 'ArrowRight':
      return from + 1
    case 'ArrowLeft':
      return from - 1
    case 'ArrowDown':
      return Math.min(from + columns, last)
    case 'ArrowUp':
      return from - columns >= 0 ? from - columns : from
    case 'PageDown':
      return from + columns * rowsPerPage
    case 'PageUp':
      return from - columns * rowsPerPage
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return null
  }
}

/** Puts the keyboard on the wall: on the card it was on last, or on the first one in sight. */
export function focusWall(): boolean {
  const wall = document.querySelector('[data-wall]')
  const card = wall?.querySelector('button[tabindex="0"]') ?? wall?.querySelector('button')
  if (!(card instanceof HTMLElement)) return false
  card.focus()
  return true
}

/** Arrow keys over the wall: one card can be reached by Tab, the arrows move from there. */
export function useGridKeys({ grid, total, columns, drawn, showRow, onMove }: GridKeys) {
  const [chosen, setChosen] = useState(0)
  const wanted = useRef<number | null>(null)
  const last = Math.max(0, total - 1)
  const active = Math.min(chosen, last)
  const isDrawn = active >= drawn.from && active <= drawn.to
  const tabbable = isDrawn ? active : Math.min(drawn.seen, last)
  const [, drawAgain] = useReducer((times: number) => times + 1, 0)
  /** Chooses a card and puts the focus on it as soon as it is drawn. */
  const focus = (index: number) => {
    wanted.current = index
    setChosen(index)
    drawAgain()
  }
  const reach = (index: number) => {
    focus(index)
    showRow(Math.floor(index / columns))
  }

  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const target = targetOf(event.key, active, columns, last)
    if (target === null) return
    event.preventDefault()
    const next = Math.min(last, Math.max(0, target))
    reach(next)
    onMove?.(active, next, event.shiftKey)
  }

  // After a click into the void or a closed panel, the arrows still find the wall.
  useEffect(() => {
    const listen = (event: globalThis.KeyboardEvent) => {
      if (document.activeElement !== document.body || !event.key.startsWith('Arrow')) return
      if (focusWall()) event.preventDefault()
    }
    window.addEventListener('keydown', listen)
    return () => window.removeEventListener('keydown', listen)
  }, [])

  // A card that was out of sight takes the focus as soon as it exists.
  useLayoutEffect(() => {
    if (wanted.current === null) return
    const place = grid.current?.querySelector(`[data-place="${wanted.current}"]`)
    const card = place?.querySelector('button')
    if (!card) return
    wanted.current = null
    card.focus({ preventScroll: true })
  })

  return { active, tabbable, choose: setChosen, focus, reach, press }
}
