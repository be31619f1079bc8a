import { useEffect, useLayoutEffect, useRef } from 'react'
import classes from './rubber-band.module.css'
import type { Selection } from './selection'
import type { CardWall } from './use-card-wall'
import type { Cards } from './use-cards'
import { focusWall } from './use-grid-keys'
import type { Box } from './wall-measures'

/** A press that moves less is a click. */
const leastDragPx = 5
/** Within this distance of the edge the wall scrolls, at this many pixels a frame. */
const edgePx = 40
const scrollStepPx = 14

interface RubberBandOptions {
  readonly scroller: HTMLElement
  readonly wall: CardWall
  readonly cards: Cards<{ readonly id: number }>
  readonly selection: Selection
  readonly idsBetween: (from: number, to: number) => Promise<readonly number[]>
}

interface Point {
  readonly x: number
  readonly y: number
}

/** Selects the cards in a rectangle that is drawn from a free place of the wall; with Ctrl in addition to the others. */
export function useRubberBand(options: RubberBandOptions): void {
  const newest = useRef(options)
  useLayoutEffect(() => {
    newest.current = options
  })
  const { scroller } = options
  useEffect(() => {
    const press = (event: MouseEvent) => {
      if (event.button !== 0 || event.shiftKey || !isFreePlace(newest.current, event)) return
      // Otherwise the texts of the cards would be selected, and the card would lose the keyboard.
      event.preventDefault()
      drag(() => newest.current, event)
    }
    scroller.addEventListener('mousedown', press)
    return () => scroller.removeEventListener('mousedown', press)
  }, [scroller])
}

function isFreePlace({ scroller, wall }: RubberBandOptions, event: MouseEvent): boolean {
  const { target } = event
  if (!(target instanceof Element) || target.closest('button, a, input, [role="toolbar"]'))
    return false
  const isScrollbar = event.clientX >= scroller.getBoundingClientRect().left + scroller.clientWidth
  const room = wall.grid.current?.parentElement
  return !isScrollbar && (target === scroller || room?.contains(target) === true)
}

/** From the press to the release, wherever the pointer goes. */
function drag(current: () => RubberBandOptions, press: MouseEvent): void {
  const { selection, scroller } = current()
  const before = press.ctrlKey || press.metaKey ? [...selection.read().ids] : []
  const start = onGrid(current(), { x: press.clientX, y: press.clientY })
  let pointer: Point = { x: press.clientX, y: press.clientY }
  let frame: HTMLElement | null = null
  let places: readonly number[] = []

  function draw(): void {
    const box = boxOf(start, onGrid(current(), pointer))
    if (frame === null) {
      if (box.right - box.left < leastDragPx && box.bottom - box.top < leastDragPx) return
      frame = document.body.appendChild(document.createElement('div'))
      frame.className = classes.band ?? ''
    }
    placeFrame(frame, current(), box)
    const { wall, cards } = current()
    places = wall.indexesWithin(box)
    const known = places.flatMap((index) => cards.cardAt(index)?.id ?? [])
    const ids = new Set([...before, ...known])
    if (!isSame(ids, selection.read().ids)) selection.select(ids, places[0])
  }
  const move = (event: MouseEvent) => {
    pointer = { x: event.clientX, y: event.clientY }
    draw()
  }
  let request = requestAnimationFrame(scroll)
  function scroll(): void {
    request = requestAnimationFrame(scroll)
    const { top, bottom } = scroller.getBoundingClientRect()
    if (frame === null) return
    if (pointer.y < top + edgePx) scroller.scrollTop -= scrollStepPx
    else if (pointer.y > bottom - edgePx) scroller.scrollTop += scrollStepPx
    else return
    draw()
  }
  function end(): void {
    cancelAnimationFrame(request)
    window.removeEventListener('mousemove', move)
    window.removeEventListener('mouseup', end)
    if (frame === null) return void (before.length === 0 && selection.clear())
    frame.remove()
    focusWall()
    void selectWhole(current(), places, before)
  }
  window.addEventListener('mousemove', move)
  window.addEventListener('mouseup', end)
}

/** Cards whose pages are on the way were passed over while the rectangle was drawn. */
async function selectWhole(
  { cards, selection, idsBetween }: RubberBandOptions,
  places: readonly number[],
  before: readonly number[],
): Promise<void> {
  const [first] = places
  const last = places.at(-1)
  if (first === undefined || last === undefined) return
  if (places.every((index) => cards.cardAt(index) !== undefined)) return
  const ids = await idsBetween(first, last)
  selection.select([...before, ...places.flatMap((index) => ids[index - first] ?? [])], first)
}

/** A point of the window, measured from the corner of the first card. */
function onGrid({ wall }: RubberBandOptions, { x, y }: Point): Point {
  const { left = 0, top = 0 } = wall.grid.current?.getBoundingClientRect() ?? {}
  return { x: x - left, y: y - top }
}

function boxOf(one: Point, other: Point): Box {
  return {
    left: Math.min(one.x, other.x),
    right: Math.max(one.x, other.x),
    top: Math.min(one.y, other.y),
    bottom: Math.max(one.y, other.y),
  }
}

/** The part of the rectangle that is in sight. */
function placeFrame(frame: HTMLElement, { wall, scroller }: RubberBandOptions, box: Box): void {
  const grid = wall.grid.current?.getBoundingClientRect()
  const sight = scroller.getBoundingClientRect()
  if (grid === undefined) return
  const left = Math.max(sight.left, grid.left + box.left)
  const top = Math.max(sight.top, grid.top + box.top)
  frame.style.left = `${left}px`
  frame.style.top = `${top}px`
  frame.style.width = `${Math.max(0, Math.min(sight.right, grid.left + box.right) - left)}px`
  frame.style.height = `${Math.max(0, Math.min(sight.bottom, grid.top + box.bottom) - top)}px`
}

function isSame(one: ReadonlySet<number>, other: ReadonlySet<number>): boolean {
  return one.size === other.size && [...one].every((id) => other.has(id))
}
