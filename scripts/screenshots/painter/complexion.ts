import { type Bust, eye } from './bust'
import { noise } from './noise'
import type { Colour, Person } from './person'
import { span } from './solids'

export interface Complexion {
  readonly colour: Colour
  /** 0 is chalk, 1 is wet. */
  readonly gloss: number
  /** How much light goes through. */
  readonly glow: number
}

/** The colour of a point of the bust, before any light falls on it. */
export function complexion(
  bust: Bust,
  person: Person,
  at: readonly [number, number, number],
): Complexion {
  const [x, y, z] = bust.inHead(...at)
  const stuff = bust.stuff(...at)
  const uneven = 0.88 + 0.24 * noise(at[0] * 9, at[1] * 9, person.seed)
  if (stuff === 'skin') return { colour: skinAt(person, x, y, z), gloss: 0.17, glow: 1 }
  if (stuff === 'eye') return { colour: eyeAt(person, x, y, z), gloss: 0.7, glow: 0 }
  if (stuff === 'hair') {
    const strand = noise(Math.atan2(x, z + 0.1) * 16, y * 1.4, person.seed + 4)
    return {
      colour: times(person.hairColour, 0.35 + 1.15 * strand * uneven),
      gloss: 0.1,
      glow: 0.2,
    }
  }
  if (stuff === 'trim') return { colour: times(person.trim, uneven), gloss: 0.5, glow: 0 }
  return { colour: times(person.cloth, uneven), gloss: 0.03, glow: 0.1 }
}

function skinAt(person: Person, x: number, y: number, z: number): Colour {
  const side = Math.abs(x)
  const blush = bump(side - 0.37, y + 0.24, 0.2) * 0.5 + bump(x, y + 0.3, 0.14) * 0.4
  let colour = blend(person.skin, times(person.skin, 1, 0.66, 0.6), z > 0 ? blush : 0)
  const inFront = z > 0.35
  const lipLine = 0.018 * Math.cos(x * 16)
  const lips = span(x / 0.2, (y + 0.53 - lipLine) / 0.085)
  if (inFront && lips < 1.15) {
    colour = blend(colour, times(person.skin, 0.74, 0.4, 0.38), clamp((1.15 - lips) * 4) * 0.85)
    if (Math.abs(y + 0.528 - lipLine) < 0.012) colour = times(colour, 0.35)
  }
  const browY = 0.235 - 0.35 * (side - 0.3) ** 2 + 0.08 * (side - 0.3)
  const brow = span(Math.max(0, Math.abs(side - 0.29) - 0.13) / 1, (y - browY) / 0.9)
  if (inFront && person.hair !== 'none') {
    colour = blend(colour, times(person.hairColour, 0.7), clamp((0.05 - brow) * 40) * 0.8)
  }
  const lash = Math.abs(span(side - eye.x, z - eye.z) - 0.16) < 0.05
  if (lash && y > eye.y + 0.02 && y < eye.y + 0.068) colour = times(colour, 0.22)
  return colour
}

function eyeAt(person: Person, x: number, y: number, z: number): Colour {
  const across = Math.abs(x) - eye.x - Math.sign(x) * -0.02 * Math.sign(person.turn)
  if (z < eye.z) return [0.2, 0.17, 0.15]
  const out = span(across, y - eye.y + 0.005)
  if (out < 0.032) return [0.006, 0.005, 0.005]
  if (out < 0.078) return times(person.eyes, out > 0.066 ? 0.3 : 0.8)
  return [0.36, 0.31, 0.26]
}

function bump(x: number, y: number, width: number): number {
  return Math.exp(-(x * x + y * y) / (width * width))
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

function blend(a: Colour, b: Colour, by: number): Colour {
  return [a[0] + (b[0] - a[0]) * by, a[1] + (b[1] - a[1]) * by, a[2] + (b[2] - a[2]) * by]
}

function times([r, g, b]: Colour, red: number, green = red, blue = red): Colour {
  return [r * red, g * green, b * blue]
}
