import type { Person } from './person'
import { carve, ellipsoid, join, rod, span } from './solids'

const stuffs = ['skin', 'eye', 'hair', 'cloth', 'trim'] as const
/** What a point of a bust is made of. */
export type Stuff = (typeof stuffs)[number]

export interface Bust {
  /** Distance from a point of the room to the bust. */
  distance(x: number, y: number, z: number): number
  stuff(x: number, y: number, z: number): Stuff
  /** The point as the head sees it: the face looks along z, y is up. */
  inHead(x: number, y: number, z: number): readonly [number, number, number]
}

export const eye = { x: 0.262, y: 0.02, z: 0.565, radius: 0.15 } as const

/** A head and shoulders. The head is turned and bowed, the body follows a third of the turn. */
interface Model {
  readonly person: Person
  readonly head: Turn
  readonly bow: Turn
  readonly body: Turn
  /** How high the tip of the nose is. */
  readonly noseTip: number
}

interface Turn {
  readonly sin: number
  readonly cos: number
}

/** Models a head and shoulders. */
export function modelBust(person: Person): Bust {
  const model: Model = {
    person,
    head: turnBy(person.turn),
    bow: turnBy(person.bow),
    body: turnBy(person.turn * 0.35),
    noseTip: -0.2 - person.noseLength * 0.12,
  }
  return {
    inHead: (x, y, z) => inHead(model, x, y, z),
    distance: (x, y, z) => Math.min(...parts(model, x, y, z)),
    stuff: (x, y, z) => {
      const far = parts(model, x, y, z)
      return stuffs[far.indexOf(Math.min(...far))] ?? 'skin'
    },
  }
}

function turnBy(angle: number): Turn {
  return { sin: Math.sin(angle), cos: Math.cos(angle) }
}

function inHead(model: Model, x: number, y: number, z: number): readonly [number, number, number] {
  const { head, bow } = model
  const turned = x * head.sin + z * head.cos
  const across = x * head.cos - z * head.sin
  return [across, y * bow.cos + turned * bow.sin, turned * bow.cos - y * bow.sin]
}

function skin(model: Model, x: number, y: number, z: number): number {
  const { noseTip } = model
  const { faceWidth, noseLength } = model.person
  const neck = rod(x, y, z, [0, -0.7, -0.16], [0, -1.75, -0.3], 0.34, 0.4)
  // No part of a face is further out than this.
  const away = span(x, y, z) - 1.2
  if (away > 0.3) return Math.min(away, neck)
  const side = Math.abs(x)
  let d = ellipsoid(x, y - 0.24, z + 0.12, 0.7 * faceWidth, 0.8, 0.85)
  d = join(d, ellipsoid(x, y + 0.22, z - 0.12, 0.55 * faceWidth, 0.76, 0.6), 0.2)
  d = join(d, ellipsoid(x, y + 0.8, z - 0.44, 0.24 * faceWidth, 0.17, 0.2), 0.28)
  d = join(d, ellipsoid(side - 0.36 * faceWidth, y + 0.2, z - 0.45, 0.17, 0.15, 0.17), 0.2)
  d = join(d, rod(side, y, z, [0.08, 0.17, 0.68], [0.4, 0.17, 0.55], 0.07), 0.16)
  d = carve(d, ellipsoid(side - 0.27, y - 0.01, z - 0.82, 0.17, 0.12, 0.17), 0.14)
  const lidY = y - eye.y
  const lid = span(side - eye.x, lidY, z - eye.z) - eye.radius - 0.016
  d = join(d, Math.max(lid, 0.045 - lidY), 0.03)
  d = join(d, Math.max(lid, lidY + 0.062), 0.03)
  d = join(
    d,
    rod(x, y, z, [0, 0.14, 0.68], [0, noseTip, 0.87 + noseLength * 0.05], 0.055, 0.085),
    0.12,
  )
  d = join(d, ellipsoid(side - 0.085, y - noseTip + 0.035, z - 0.8, 0.06, 0.05, 0.075), 0.05)
  d = join(d, ellipsoid(x, y + 0.4, z - 0.65, 0.2, 0.15, 0.12), 0.12)
  d = join(d, ellipsoid(x, y + 0.485, z - 0.69, 0.19, 0.042, 0.1), 0.045)
  d = join(d, ellipsoid(x, y + 0.575, z - 0.675, 0.155, 0.05, 0.1), 0.03)
  d = join(d, neck, 0.14)
  d = join(d, ears(model, side, y, z), 0.06)
  return d
}

function ears(model: Model, side: number, y: number, z: number): number {
  const { person } = model
  const at = 0.66 * person.faceWidth
  if (person.ears === 'round') return ellipsoid(side - at, y + 0.05, z + 0.06, 0.07, 0.2, 0.13)
  return rod(side, y, z, [at, -0.15, 0], [at + 0.24, 0.42, -0.42], 0.1, 0.02)
}

function hairs(model: Model, x: number, y: number, z: number): number {
  const { hair, beard, faceWidth } = model.person
  const side = Math.abs(x)
  const strands = 0.006 * Math.sin(Math.atan2(x, z + 0.1) * 17 + y * 3 + Math.sin(x * 5 + y * 4))
  if (hair === 'none' && beard === 0) return 9
  let d = 9
  if (hair !== 'none') {
    const volume = hair === 'short' ? 0.97 : 1
    d = ellipsoid(x, y - 0.29, z + 0.16, 0.79 * volume * faceWidth, 0.79 * volume, 0.88 * volume)
    d = carve(d, ellipsoid(x, y + 0.13, z - 0.78, 0.64 * faceWidth, 0.76, 0.84), 0.06)
    if (hair === 'short') d = Math.max(d, -y - 0.3)
  }
  if (hair === 'knot') d = join(d, ellipsoid(x, y - 1.02, z + 0.55, 0.32, 0.3, 0.32), 0.1)
  if (hair === 'long') {
    const lock = 0.66 * faceWidth
    d = join(d, rod(side, y, z, [lock, 0.2, -0.12], [lock + 0.08, -1.7, 0.22], 0.2, 0.16), 0.2)
    d = join(d, ellipsoid(x, y + 0.7, z + 0.5, 0.75, 1.2, 0.4), 0.2)
  }
  if (beard > 0) d = Math.min(d, beardOf(model, x, side, y, z))
  return d + strands
}

function beardOf(model: Model, x: number, side: number, y: number, z: number): number {
  const { beard, faceWidth } = model.person
  const low = 0.32 + beard * 0.55
  let d = ellipsoid(x, y + 0.62 + beard * 0.32, z - 0.42, 0.4 * faceWidth, low, 0.33)
  d = join(d, rod(side, y, z, [0.56 * faceWidth, -0.1, 0.12], [0.4, -0.66, 0.36], 0.09, 0.16), 0.12)
  d = carve(d, ellipsoid(x, y + 0.38, z - 0.9, 0.3, 0.25, 0.36), 0.08)
  return join(d, rod(side, y, z, [0.03, -0.425, 0.77], [0.24, -0.56, 0.6], 0.05, 0.04), 0.05)
}

function clothes(model: Model, x: number, y: number, z: number): number {
  const { body } = model
  const bx = x * body.cos - z * body.sin
  const bz = x * body.sin + z * body.cos
  const folds = 0.02 * Math.sin(bx * 9 + bz * 4 + y * 2) + 0.012 * Math.sin(bx * 19 - y * 7)
  let d = ellipsoid(bx, y + 2.12, bz + 0.32, 1.42, 0.8, 0.72)
  d = join(d, rod(bx, y, bz, [0, -1.3, -0.26], [0, -1.6, -0.26], 0.4, 0.58), 0.3)
  return d + folds
}

function hoods(hx: number, hy: number, hz: number): number {
  const shell = Math.abs(ellipsoid(hx, hy - 0.02, hz + 0.2, 0.94, 1.13, 1.08)) - 0.05
  const opened = carve(shell, 0.4 - hz + 0.1 * hy + 0.12 * Math.sin(hx * 5), -0.0001 + 0.1)
  return Math.max(opened, -hy - 1.2) + 0.014 * Math.sin(hx * 8 + hy * 5)
}

function trims(model: Model, x: number, y: number, z: number): number {
  const { body } = model
  const bx = x * body.cos - z * body.sin
  const bz = x * body.sin + z * body.cos + 0.26
  return span(span(bx, bz) - 0.44, y + 1.22 + 0.25 * bz) - 0.055
}

function eyes(x: number, y: number, z: number): number {
  return span(Math.abs(x) - eye.x, y - eye.y, z - eye.z) - eye.radius
}

/** The distances to what the bust is made of, in the order of `stuffs`. */
function parts(model: Model, x: number, y: number, z: number): readonly number[] {
  const [hx, hy, hz] = inHead(model, x, y, z)
  const worn = clothes(model, x, y, z)
  return [
    skin(model, hx, hy, hz),
    eyes(hx, hy, hz),
    hairs(model, hx, hy, hz),
    model.person.hood ? join(worn, hoods(hx, hy, hz), 0.12) : worn,
    trims(model, x, y, z),
  ]
}
