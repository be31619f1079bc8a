import type { Likeness } from '../../shared/compression'
import { createCanvas } from './canvas'

/** Side of the squares that are compared one by one: about as large as an eye in a face. */
const blockPx = 32
/** Drawn at a time, about: each drawing of a picture costs something, however little of it is wanted. */
const stripPixels = 2_000_000
/** Stands for two pictures without any difference. */
const equalDb = 99

interface Sums {
  luma: number
  colour: number
  greatestStep: number
  isAlphaEqual: boolean
}

/**
 * How much one picture looks like another of the same size: PSNR (10 · log10(255² / mean squared error)) of
 * the luma by ITU-R BT.601 and of the colours, both as laid on black, so that what cannot be seen does not
 * count. A strip at a time: whole copies of a large picture would not fit beside it.
 */
export function compare(one: ImageBitmap, other: ImageBitmap): Likeness {
  const { width, height } = one
  if (other.width !== width || other.height !== height) {
    throw new DOMException('another size', 'InvalidStateError')
  }
  const sums: Sums = { luma: 0, colour: 0, greatestStep: 0, isAlphaEqual: true }
  let worst = 0
  const stripRows = blockPx * Math.max(1, Math.floor(stripPixels / width / blockPx))
  for (let top = 0; top < height; top += stripRows) {
    const rows = Math.min(stripRows, height - top)
    const [ours, theirs] = [strip(one, top, rows), strip(other, top, rows)]
    const bandLength = 4 * width * blockPx
    for (let from = 0; from < ours.length; from += bandLength) {
      const band = ours.subarray(from, from + bandLength)
      const blocks = new Float64Array(Math.ceil(width / blockPx))
      addBand(sums, blocks, band, theirs.subarray(from, from + bandLength), width)
      const bandRows = band.length / (4 * width)
      for (const [index, sum] of blocks.entries()) {
        const columns = Math.min(blockPx, width - index * blockPx)
        worst = Math.max(worst, sum / (columns * bandRows))
      }
    }
  }
  const pixels = width * height
  return {
    lumaDb: decibels(sums.luma / pixels),
    colourDb: decibels(sums.colour / (3 * pixels)),
    worstBlockDb: decibels(worst),
    greatestStep: sums.greatestStep,
    isAlphaEqual: sums.isAlphaEqual,
  }
}

function strip(picture: ImageBitmap, top: number, rows: number): Uint8ClampedArray {
  const { context } = createCanvas(picture.width, rows)
  context.drawImage(picture, 0, -top)
  return context.getImageData(0, 0, picture.width, rows).data
}

// Millions of pixels come by here: sums in variables of its own, and no rounding where nothing shines through.
function addBand(
  sums: Sums,
  blocks: Float64Array,
  one: Uint8ClampedArray,
  other: Uint8ClampedArray,
  width: number,
): void {
  let { luma: allLuma, colour, greatestStep } = sums
  let alphaDifference = 0
  for (let row = 0; row < one.length; row += 4 * width) {
    for (let block = 0; block < blocks.length; block += 1) {
      const from = row + 4 * blockPx * block
      const to = Math.min(from + 4 * blockPx, row + 4 * width)
      let blockLuma = 0
      for (let at = from; at < to; at += 4) {
        const alpha = one[at + 3] ?? 0
        alphaDifference |= alpha ^ (other[at + 3] ?? 0)
        let red = (one[at] ?? 0) - (other[at] ?? 0)
        let green = (one[at + 1] ?? 0) - (other[at + 1] ?? 0)
        let blue = (one[at + 2] ?? 0) - (other[at + 2] ?? 0)
        if (alpha !== 255) {
          red = Math.round((red * alpha) / 255)
          green = Math.round((green * alpha) / 255)
          blue = Math.round((blue * alpha) / 255)
        }
        greatestStep = Math.max(greatestStep, Math.abs(red), Math.abs(green), Math.abs(blue))
        colour += red * red + green * green + blue * blue
        const luma = 0.299 * red + 0.587 * green + 0.114 * blue
        blockLuma += luma * luma
      }
      blocks[block] = (blocks[block] ?? 0) + blockLuma
      allLuma += blockLuma
    }
  }
  Object.assign(sums, { luma: allLuma, colour, greatestStep })
  if (alphaDifference !== 0) sums.isAlphaEqual = false
}

function decibels(meanSquaredError: number): number {
  if (meanSquaredError === 0) return equalDb
  return Math.min(equalDb, Math.max(0, 10 * Math.log10(255 ** 2 / meanSquaredError)))
}
