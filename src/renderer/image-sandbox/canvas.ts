/** A canvas in main memory: what is drawn on it is read back at once, which a graphics card is slow at. */
export function createCanvas(widthPx: number, heightPx: number) {
  const canvas = new OffscreenCanvas(widthPx, heightPx)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (context === null) throw new Error(`no canvas of ${widthPx} × ${heightPx}`)
  return { canvas, context }
}

/** The canvas as an image file. */
export async function encode(
  canvas: OffscreenCanvas,
  options: ImageEncodeOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const blob = await canvas.convertToBlob(options)
  // A browser that cannot write the wanted format silently writes PNG.
  if (blob.type !== options.type) throw new Error(`no encoder for ${options.type}`)
  return new Uint8Array(await blob.arrayBuffer())
}
