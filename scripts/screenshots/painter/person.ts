/** Red, green and blue, each from 0 to 1, in linear light. */
export type Colour = readonly [number, number, number]

/** The features of a painted person. Lengths are in half heights of the head. */
export interface Person {
  /** Moves the brush and the backdrop; the same number paints the same picture. */
  readonly seed: number
  /** How far the head is turned and bowed, in radians. */
  readonly turn: number
  readonly bow: number
  readonly faceWidth: number
  readonly noseLength: number
  readonly ears: 'round' | 'pointed'
  readonly hair: 'long' | 'short' | 'knot' | 'none'
  /** 0 is shaven, 1 reaches the chest. */
  readonly beard: number
  readonly hood: boolean
  readonly skin: Colour
  readonly hairColour: Colour
  readonly eyes: Colour
  readonly cloth: Colour
  readonly trim: Colour
  readonly backdrop: Colour
  /** -1 when the lamp stands on the left, 1 on the right. */
  readonly lamp: -1 | 1
}
