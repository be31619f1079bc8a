import { png } from '../../../tests/support/pictures/png'
import { paint } from './brush'
import { lightPerson } from './light'
import type { Person } from './person'

const modelWidth = 270
const modelHeight = 360
const scale = 2

/** A painted portrait of an invented person, as PNG, 540 × 720 pixels. */
export function paintPortrait(person: Person): Buffer {
  const model = lightPerson(person, modelWidth, modelHeight)
  const { width, height, light } = paint(model, scale, person.seed)
  const part = (at: number) => Math.round(Math.min(1, Math.max(0, light[at] ?? 0)) * 255)
  return png({
    width,
    height,
    pixel: (x, y) => {
      const at = (y * width + x) * 3
      return [part(at), part(at + 1), part(at + 2)]
    },
  })
}
