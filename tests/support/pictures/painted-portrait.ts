import { png } from './png'

/** A face of a few shapes within a coloured border of 12 pixels, so that a cut is seen at once. */
export function paintedPortrait(width: number, height: number): Buffer {
  const side = Math.min(width, height)
  const within = (x: number, y: number, radius: number) => x ** 2 + y ** 2 < (radius * side) ** 2
  return png({
    width,
    height,
    pixel: (x, y) => {
      if (x < 12 || y < 12 || x >= width - 12 || y >= height - 12) return [230, 60, 90]
      const [left, down] = [x - width / 2, y - height / 2]
      const isEye = within(Math.abs(left) - 0.13 * side, down + 0.08 * side, 0.04)
      if (isEye) return [30, 40, 60]
      return within(left, down, 0.36) ? [220, 180, 150] : [70, 90, 80]
    },
  })
}
