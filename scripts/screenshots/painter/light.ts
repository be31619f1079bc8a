import { type Bust, modelBust } from './bust'
import { complexion } from './complexion'
import { noise } from './noise'
import type { Colour, Person } from './person'
import { span } from './solids'

/** A picture in linear light: three numbers for each pixel, row by row. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly light: Float32Array
}

type Vector = readonly [number, number, number]

const frame = { width: 2.75, top: 1.5 } as const
const lampLight: Colour = [1.02, 0.78, 0.5]
const roomLight: Colour = [0.05, 0.06, 0.085]
const reddening: Colour = [0.154, 0.035, 0.014]
const rimLight: Colour = [0.42, 0.3, 0.2]

/** Looks at the person by the light of one lamp, from straight ahead. */
export function lightPerson(person: Person, width: number, height: number): Picture {
  const bust = modelBust(person)
  const light = new Float32Array(width * height * 3)
  const step = frame.width / width
  for (let row = 0; row < height; row += 1) {
    for (let column = 0; column < width; column += 1) {
      const x = (column + 0.5) * step - frame.width / 2
      const y = frame.top - (row + 0.5) * step
      const z = march(bust, x, y)
      const colour = z === null ? wall(person, x, y) : lit(bust, person, [x, y, z])
      light.set(colour, (row * width + column) * 3)
    }
  }
  return { width, height, light }
}

/** How far towards us the first surface lies behind this point of the picture. */
function march(bust: Bust, x: number, y: number): number | null {
  let z = 1.6
  for (let count = 0; count < 70 && z > -1.5; count += 1) {
    const far = bust.distance(x, y, z)
    if (far < 0.003) return z
    z -= Math.max(far * 0.8, 0.004)
  }
  return null
}

function wall({ backdrop, lamp, seed }: Person, x: number, y: number): Colour {
  const cloud =
    noise(x * 1.3 + seed * 7, y * 1.1, seed) * 0.5 + noise(x * 4, y * 3.4, seed + 9) * 0.2
  const glow = Math.exp(-((x + lamp * 0.55) ** 2 + (y - 0.25) ** 2) / 1.7)
  const strength = (0.1 + 0.62 * glow) * (0.72 + cloud * 0.7)
  return scaled(backdrop, strength)
}

function lit(bust: Bust, person: Person, at: Vector): Colour {
  const [, y] = at
  const normal = normalAt(bust, at)
  const lamp = unit([person.lamp * 0.74, 0.5, 0.68])
  const rim = unit([-person.lamp * 0.85, 0.28, -0.42])
  const { colour, gloss, glow } = complexion(bust, person, at)
  const facing = dot(normal, lamp)
  const shadow = shadowTowards(bust, at, lamp)
  const key = Math.max(0, facing) * shadow
  // Light that has gone through skin comes out red around the edge of a shadow.
  const through = Math.max(0, 1 - Math.abs(facing - 0.05) * 3.2) * glow * shadow
  const back = Math.max(0, dot(normal, rim)) ** 1.5
  const open = openness(bust, at, normal)
  const half = unit([lamp[0], lamp[1], lamp[2] + 1])
  const shine = Math.max(0, dot(normal, half)) ** (gloss > 0.5 ? 90 : 22) * gloss * (0.25 + shadow)
  const falloff = y < -1 ? Math.max(0.35, 1 + (y + 1) * 0.55) : 1
  const sky = 0.6 + 0.4 * normal[1]
  const part = (at: 0 | 1 | 2) => {
    const own = colour[at]
    const direct =
      lampLight[at] * key + roomLight[at] * 1.7 * open * sky + rimLight[at] * back * open
    const red = reddening[at] * through
    return (own * (direct + red) + shine * lampLight[at] * 0.35) * falloff
  }
  return [part(0), part(1), part(2)]
}

function normalAt(bust: Bust, [x, y, z]: Vector): Vector {
  const e = 0.006
  return unit([
    bust.distance(x + e, y, z) - bust.distance(x - e, y, z),
    bust.distance(x, y + e, z) - bust.distance(x, y - e, z),
    bust.distance(x, y, z + e) - bust.distance(x, y, z - e),
  ])
}

function shadowTowards(bust: Bust, [x, y, z]: Vector, to: Vector): number {
  let clear = 1
  let way = 0.05
  for (let count = 0; count < 22 && way < 2.2; count += 1) {
    const far = bust.distance(x + to[0] * way, y + to[1] * way, z + to[2] * way)
    if (far < 0.002) return 0
    clear = Math.min(clear, (far * 7) / way)
    way += Math.min(0.2, Math.max(0.03, far))
  }
  return clear * clear * (3 - 2 * clear)
}

/** 1 on an open surface, less in a fold. */
function openness(bust: Bust, [x, y, z]: Vector, normal: Vector): number {
  let closed = 0
  for (const [far, weight] of [
    [0.06, 3],
    [0.18, 1.6],
    [0.4, 0.7],
  ] as const) {
    const found = bust.distance(x + normal[0] * far, y + normal[1] * far, z + normal[2] * far)
    closed += (far - found) * weight
  }
  return Math.min(1, Math.max(0.05, 1 - closed))
}

function scaled([r, g, b]: Colour, by: number): Colour {
  return [r * by, g * by, b * by]
}

function unit([x, y, z]: Vector): Vector {
  const length = span(x, y, z) || 1
  return [x / length, y / length, z / length]
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}
