import type { ImageSandboxTask } from '../../shared/image-sandbox-messages'
import { createCanvas, encode } from './canvas'
import { decodeUpright } from './decode'
import { compare } from './likeness'

type EncodeTask = Extract<ImageSandboxTask, { kind: 'encode' }>

/**
 * The picture, upright and in sRGB, as another file. Throws InvalidStateError when it is damaged, and also
 * when what came out of it cannot be decoded again.
 */
export async function encodePicture(task: EncodeTask) {
  const { bytes, format, orientation, to, quality, isCompared } = task
  const picture = await decodeUpright(bytes, format, orientation)
  try {
    const { width: widthPx, height: heightPx } = picture
    const made = await encode(draw(picture, to), { type: `image/${to}`, quality })
    const likeness = isCompared ? await likenessTo(picture, made, to) : null
    return { widthPx, heightPx, thumbnails: [], png: null, encoded: { bytes: made, likeness } }
  } finally {
    picture.close()
  }
}

async function likenessTo(picture: ImageBitmap, made: Uint8Array<ArrayBuffer>, format: string) {
  const again = await decodeUpright(made, format, 1)
  try {
    return compare(picture, again)
  } finally {
    again.close()
  }
}

function draw(picture: ImageBitmap, to: EncodeTask['to']): OffscreenCanvas {
  const { canvas, context } = createCanvas(picture.width, picture.height)
  if (to === 'jpeg') {
    context.fillStyle = '#fff'
    context.fillRect(0, 0, picture.width, picture.height)
  }
  context.drawImage(picture, 0, 0)
  return canvas
}
