import type { ImageSandboxTask } from '../../shared/image-sandbox-messages'
import { createCanvas, encode } from './canvas'

type RasteriseTask = Extract<ImageSandboxTask, { kind: 'rasterise' }>

/** Draws our own SVG as PNG. An image element runs no script of an SVG and loads nothing it names. */
export async function rasterise({ svg, widthPx, heightPx }: RasteriseTask) {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }))
  try {
    const drawing = new Image(widthPx, heightPx)
    drawing.src = address
    await drawing.decode()
    const { canvas, context } = createCanvas(widthPx, heightPx)
    context.drawImage(drawing, 0, 0, widthPx, heightPx)
    return { widthPx, heightPx, thumbnails: [], png: await encode(canvas, { type: 'image/png' }) }
  } finally {
    URL.revokeObjectURL(address)
  }
}
