import { crc32, deflateSync } from 'node:zlib'

interface PicturePlan {
  readonly width: number
  readonly height: number
  /** How far a pixel strays from the smooth picture, 0 to 255: it decides how many bytes there are. */
  readonly grain: number
  readonly seed: number
}

/** A face of light on a dark ground, with grain, as a PNG; another one for each seed. */
export function makePng({ width, height, grain, seed }: PicturePlan): Uint8Array {
  const random = createRandom(seed)
  const [red, green, blue] = [random() * 160, random() * 160, random() * 160]
  const [middleX, middleY] = [width * (0.4 + random() * 0.2), height * (0.3 + random() * 0.2)]
  const rows = Buffer.alloc((width * 3 + 1) * height)
  let at = 0
  for (let y = 0; y < height; y += 1) {
    at += 1
    for (let x = 0; x < width; x += 1) {
      const far = Math.hypot((x - middleX) / width, (y - middleY) / height)
      const light = Math.max(0, 1 - far * 1.6)
      const stray = grain * (random() - 0.5)
      rows[at] = clamp(red * light + 80 * light + stray)
      rows[at + 1] = clamp(green * light + 60 * light + stray * 0.9)
      rows[at + 2] = clamp(blue * light + 40 * light + grain * (random() - 0.5))
      at += 3
    }
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows, { level: 3 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(data.length, 0)
  whole.set(named, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}

/** Numbers from 0 to 1 that are the same in every run (a linear congruential generator). */
function createRandom(seed: number): () => number {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
