import { createCanvas } from './canvas'

/**
 * How a canvas is laid under a picture of this size for each EXIF orientation (Exif 3.0 §4.6.5.1): what
 * becomes of x and y, and where the origin moves.
 */
type Layout = readonly [number, number, number, number, number, number]
const layouts: Readonly<Record<number, (width: number, height: number) => Layout>> = {
  2: (width) => [-1, 0, 0, 1, width, 0],
  3: (width, height) => [-1, 0, 0, -1, width, height],
  4: (_, height) => [1, 0, 0, -1, 0, height],
  5: () => [0, 1, 1, 0, 0, 0],
  6: (_, height) => [0, 1, -1, 0, height, 0],
  7: (width, height) => [0, -1, -1, 0, height, width],
  8: (width) => [0, -1, 1, 0, 0, width],
}

/**
 * Decodes a picture whose orientation tag was removed, and turns it upright. Throws InvalidStateError when it
 * is damaged.
 */
export async function decodeUpright(
  bytes: Uint8Array<ArrayBuffer>,
  format: string,
  orientation: number,
): Promise<ImageBitmap> {
  const picture = await createImageBitmap(new Blob([bytes], { type: `image/${format}` }))
  const layout = layouts[orientation]
  if (layout === undefined) return picture
  try {
    const { width, height } = picture
    const isOnItsSide = orientation > 4
    const { canvas, context } = createCanvas(
      isOnItsSide ? height : width,
      isOnItsSide ? width : height,
    )
    context.setTransform(...layout(width, height))
    context.drawImage(picture, 0, 0)
    return canvas.transferToImageBitmap()
  } finally {
    picture.close()
  }
}
