import { createHash } from 'node:crypto'
import { fixture } from '../pictures'

/** A sound animated WebP of 24 × 24 pixels, its first frame red, with this many frames (RFC 9649 §2.7.1.1). */
export function manyFramesWebp(frames: number): Buffer {
  const short = fixture('animated.webp')
  const firstFrame = short.indexOf('ANMF', 0, 'latin1')
  const length = 8 + short.readUInt32LE(firstFrame + 4)
  const frame = short.subarray(firstFrame, firstFrame + length + (length % 2))
  const whole = Buffer.concat([
    short.subarray(0, firstFrame),
    Buffer.alloc(frame.length * frames, frame),
  ])
  whole.writeUInt32LE(whole.length - 8, 4)
  return whole
}

/** What looks by its header like a lossless WebP of this size; another one for each original. */
export function plainWebp(original: Uint8Array, widthPx: number, heightPx: number): Buffer {
  const digest = createHash('sha256').update(original).digest()
  const data = Buffer.alloc(6 + digest.length)
  data.writeUInt8(0x2f, 0)
  data.writeUInt32LE(((widthPx - 1) | ((heightPx - 1) << 14)) >>> 0, 1)
  data.set(digest, 6)
  const head = Buffer.from('RIFF\0\0\0\0WEBPVP8L\0\0\0\0', 'latin1')
  head.writeUInt32LE(12 + data.length, 4)
  head.writeUInt32LE(data.length, 16)
  return Buffer.concat([head, data])
}
