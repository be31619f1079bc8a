import type { Picture } from './light'
import { chance, noise } from './noise'
import { span } from './solids'

interface Layer {
  readonly radius: number
  /** Where the canvas is already closer than this to the model, no stroke is set. */
  readonly tolerance: number
  readonly cover: number
}

const layers: readonly Layer[] = [
  { radius: 17, tolerance: 0, cover: 0.95 },
  { radius: 9, tolerance: 0.018, cover: 0.85 },
  { radius: 4.5, tolerance: 0.035, cover: 0.8 },
  { radius: 2.2, tolerance: 0.04, cover: 0.8 },
]

/** Paints a picture again with strokes, coarse ones first, `scale` times as large. Values end up as seen. */
export function paint(model: Picture, scale: number, seed: number): Picture {
  const width = model.width * scale
  const height = model.height * scale
  const canvas = { width, height, light: new Float32Array(width * height * 3) }
  const seen = asSeen(model)
  const next = chance(seed)
  for (const layer of layers) paintLayer(seen, canvas, layer, scale, next, seed)
  return canvas
}

function paintLayer(
  model: Picture,
  canvas: Picture,
  { radius, tolerance, cover }: Layer,
  scale: number,
  next: () => number,
  seed: number,
): void {
  const places: (readonly [number, number])[] = []
  for (let y = 0; y < canvas.height; y += radius * 0.9) {
    for (let x = 0; x < canvas.width; x += radius * 0.9) {
      places.push([x + (next() - 0.5) * radius, y + (next() - 0.5) * radius])
    }
  }
  for (let at = places.length - 1; at > 0; at -= 1) {
    const other = Math.floor(next() * (at + 1))
    const [a, b] = [places[at], places[other]]
    if (a && b) [places[at], places[other]] = [b, a]
  }
  for (const [x, y] of places) {
    const wanted = colourAt(model, x / scale, y / scale)
    const there = colourAt(canvas, x, y)
    if (tolerance > 0 && apart(wanted, there) < tolerance) continue
    const tone = 1 + (next() - 0.5) * 0.07
    const paintColour = wanted.map((part) => part * tone)
    stroke(model, canvas, [x, y], paintColour, radius, cover, scale, seed + next())
  }
}

/** One stroke: along the edges of what is painted, until the colour there is another one. */
function stroke(
  model: Picture,
  canvas: Picture,
  from: readonly [number, number],
  colour: readonly number[],
  radius: number,
  cover: number,
  scale: number,
  seed: number,
): void {
  let [x, y] = from
  let [dx, dy] = [0, 0]
  for (let step = 0; step < 9; step += 1) {
    const [gx, gy] = slopeAt(model, x / scale, y / scale, Math.max(1, radius / scale / 2))
    const drift = noise(x / 120, y / 120, 3) * 6.3
    const strength = Math.min(1, span(gx, gy) * 14)
    let tx = -gy * strength * 8 + Math.cos(drift) * 0.12 * (1 - strength) + dx * 0.4
    let ty = gx * strength * 8 + Math.sin(drift) * 0.12 * (1 - strength) + dy * 0.4
    if (tx * dx + ty * dy < 0) [tx, ty] = [-tx, -ty]
    const length = span(tx, ty) || 1
    dx = tx / length
    dy = ty / length
    if (step > 1 && apart(colourAt(model, x / scale, y / scale), colour) > 0.09) return
    dab(canvas, x, y, dx, dy, colour, radius, cover, seed)
    x += dx * radius * 0.7
    y += dy * radius * 0.7
  }
}

/** One touch of a brush whose bristles leave streaks across its way. */
function dab(
  canvas: Picture,
  x: number,
  y: number,
  dx: number,
  dy: number,
  colour: readonly number[],
  radius: number,
  cover: number,
  seed: number,
): void {
  const { width, height, light } = canvas
  for (
    let py = Math.max(0, Math.floor(y - radius));
    py <= Math.min(height - 1, y + radius);
    py += 1
  ) {
    for (
      let px = Math.max(0, Math.floor(x - radius));
      px <= Math.min(width - 1, x + radius);
      px += 1
    ) {
      const [ox, oy] = [px - x, py - y]
      const out = span(ox, oy) / radius
      if (out > 1) continue
      const bristle = noise((ox * -dy + oy * dx) * 0.9 + 50, seed * 31, 5)
      const alpha = cover * Math.min(1, (1 - out) * 2.4) * (0.45 + 0.55 * bristle)
      const ridge = 1 + (bristle - 0.5) * 0.07
      const at = (py * width + px) * 3
      for (let part = 0; part < 3; part += 1) {
        const old = light[at + part] ?? 0
        light[at + part] = old + ((colour[part] ?? 0) * ridge - old) * alpha
      }
    }
  }
}

/** The picture with its light made into what a screen shows, dark parts kept deep. */
function asSeen({ width, height, light }: Picture): Picture {
  const toned = light.map((value) => {
    const filmed = (value * (2.51 * value + 0.03)) / (value * (2.43 * value + 0.59) + 0.14)
    return Math.min(1, Math.max(0, filmed)) ** (1 / 2.2)
  })
  return { width, height, light: toned }
}

function colourAt({ width, height, light }: Picture, x: number, y: number): readonly number[] {
  const column = Math.min(width - 1, Math.max(0, Math.round(x)))
  const row = Math.min(height - 1, Math.max(0, Math.round(y)))
  const at = (row * width + column) * 3
  return [light[at] ?? 0, light[at + 1] ?? 0, light[at + 2] ?? 0]
}

function slopeAt(model: Picture, x: number, y: number, reach: number): readonly [number, number] {
  const grey = (px: number, py: number) => {
    const [r = 0, g = 0, b = 0] = colourAt(model, px, py)
    return r * 0.3 + g * 0.59 + b * 0.11
  }
  return [grey(x + reach, y) - grey(x - reach, y), grey(x, y + reach) - grey(x, y - reach)]
}

function apart(a: readonly number[], b: readonly number[]): number {
  return (
    (Math.abs((a[0] ?? 0) - (b[0] ?? 0)) +
      Math.abs((a[1] ?? 0) - (b[1] ?? 0)) +
      Math.abs((a[2] ?? 0) - (b[2] ?? 0))) /
    3
  )
}
