import { createHash } from 'node:crypto'
import { png } from './png.ts'

/** A small real PNG in a colour of its own for each name, the same one each time. */
export function picturePng(name: string): Buffer {
  const [red = 0, green = 0, blue = 0] = createHash('sha256').update(name).digest()
  return png({ width: 48, height: 64, pixel: () => [red, green, blue] })
}
