/** A place in a picture, each way from 0 to 1: what two pictures of different sizes have in common. */
export interface Point {
  readonly x: number
  readonly y: number
}

export const middle: Point = { x: 0.5, y: 0.5 }

const within = (share: number): number => Math.min(1, Math.max(0, share))

/** The place that lies this much further. */
export function panBy({ x, y }: Point, by: Point): Point {
  return { x: within(x + by.x), y: within(y + by.y) }
}

/**
 * How far from the start of its frame a picture begins, in pixels, so that the place at this share lies
 * in the middle, without leaving room at an edge. A picture smaller than its frame stands in the middle.
 */
export function offsetFor(share: number, picturePx: number, framePx: number): number {
  if (picturePx <= framePx) return (framePx - picturePx) / 2
  return Math.min(0, Math.max(framePx - picturePx, framePx / 2 - share * picturePx))
}
