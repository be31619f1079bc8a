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
