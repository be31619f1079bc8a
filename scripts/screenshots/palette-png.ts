import { deflateSync } from 'node:zlib'
import { pngChunk, pngSignature } from '../../tests/support/pictures/png'

export interface Bitmap {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel: blue, green, red, opacity. */
  readonly bgra: Buffer
}

interface Bin {
  readonly rgb: readonly [number, number, number]
  readonly count: number
}

/** A PNG with at most 256 colours, chosen by median cut: a third of the bytes of a full one. */
export function palettePng({ width, height, bgra }: Bitmap): Buffer {
  const counts = new Map<number, number>()
  for (let at = 0; at < bgra.length; at += 4) {
    const key = binOf(bgra, at)
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const bins = [...counts].map(
    ([key, count]): Bin => ({ rgb: [(key >> 16) & 255, (key >> 8) & 255, key & 255], count }),
  )
  const boxes = cut(bins, 256)
  const palette = boxes.map(middle)
  const index = new Map<number, number>()
  for (const [at, box] of boxes.entries()) {
    for (const { rgb } of box) index.set((rgb[0] << 16) | (rgb[1] << 8) | rgb[2], at)
  }
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      rows[y * (width + 1) + 1 + x] = index.get(binOf(bgra, (y * width + x) * 4)) ?? 0
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 3, 0, 0, 0], 8)
  return Buffer.concat([
    pngSignature,
    pngChunk('IHDR', header),
    pngChunk('PLTE', Buffer.from(palette.flat())),
    pngChunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    pngChunk('IEND'),
  ])
}

/** The colour of a pixel as one number. */
function binOf(bgra: Buffer, at: number): number {
  const red = bgra[at + 2] ?? 0
  const green = bgra[at + 1] ?? 0
  return (red << 16) | (green << 8) | (bgra[at] ?? 0)
}

function cut(bins: readonly Bin[], most: number): (readonly Bin[])[] {
  const boxes: (readonly Bin[])[] = [bins]
  while (boxes.length < most) {
    const scores = boxes.map(spreadOf)
    const best = scores.reduce((a, b, at) => (b.score > (scores[a]?.score ?? 0) ? at : a), 0)
    const [chosen, score] = [boxes[best], scores[best]]
    if (!chosen || !score || score.score === 0) return boxes
    const sorted = [...chosen].sort((a, b) => a.rgb[score.part] - b.rgb[score.part])
    const half = sorted.reduce((sum, { count }) => sum + count ** 0.75, 0) / 2
    let passed = 0
    const at = sorted.findIndex(({ count }) => {
      passed += count ** 0.75
      return passed >= half
    })
    const edge = Math.min(sorted.length - 1, Math.max(1, at))
    boxes.splice(best, 1, sorted.slice(0, edge), sorted.slice(edge))
  }
  return boxes
}

/** How much it hurts to show a box of colours as one, and along which of red, green and blue it is longest. */
function spreadOf(box: readonly Bin[]): { readonly part: 0 | 1 | 2; readonly score: number } {
  const weight = box.reduce((sum, { count }) => sum + count ** 0.75, 0)
  const spans = ([0, 1, 2] as const).map((part) => {
    const values = box.map(({ rgb }) => rgb[part])
    const least = values.reduce((a, b) => Math.min(a, b), 255)
    const most = values.reduce((a, b) => Math.max(a, b), 0)
    return { part, score: (most - least) ** 2 * weight }
  })
  return spans.reduce((a, b) => (b.score > a.score ? b : a))
}

/** The commonest colour of a box when it rules it, so that flat grounds stay exact; else the mean. */
function middle(box: readonly Bin[]): readonly number[] {
  const total = box.reduce((sum, { count }) => sum + count, 0)
  const ruling = box.reduce((a, b) => (b.count > a.count ? b : a))
  if (ruling.count > total / 2) return ruling.rgb
  return [0, 1, 2].map((part) =>
    Math.round(box.reduce((sum, { rgb, count }) => sum + (rgb[part] ?? 0) * count, 0) / total),
  )
}
