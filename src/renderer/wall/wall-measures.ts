import { type ThumbnailSize, thumbnailSizes } from '../../shared/portrait'
import type { Preferences } from '../../shared/preferences'

/** Rather than two large cards, three that are a little smaller. */
const leastColumns = 3
const leastShare = 0.8
/** How small cards may become to stand where they stood, when a panel takes some of the room. */
const squeezedShare = 0.58
const squeezedGapPx = 12
/** From here on the name has one line less. */
const smallBelowPx = 128
/** What a card has below its picture with a single line of its name, and each further line. */
const plateHeightPx = { small: 52, usual: 53 }
const lineHeightPx = { small: 19, usual: 21 }

const usualWidthsPx: Readonly<Record<Preferences['density'], number>> = {
  comfortable: 168,
  dense: 104,
}
/** Up to this width of the window cards have their usual size; beyond it they grow with it, by half at most. */
const growsFromPx = 1_600
const greatestGrowth = 1.5

/** The least width of a card while no one has chosen one, in pixels. */
export function defaultCardWidthPx(density: Preferences['density'], windowPx: number): number {
  const growth = Math.min(greatestGrowth, Math.max(1, windowPx / growsFromPx))
  return Math.round(usualWidthsPx[density] * growth)
}

export interface WallMeasures {
  readonly columns: number
  readonly gapPx: number
  readonly cardWidthPx: number
  /** A row of cards with the space below it. */
  readonly rowHeightPx: number
  readonly pictureHeightPx: number
  /** Whether the cards are so small that their texts are, too. */
  readonly isSmall: boolean
  /** How many lines a name may have: one more where a panel made the cards narrower than they would be. */
  readonly nameLines: number
}

export interface WallRoom {
  readonly widthPx: number
  /** What stands beside the wall for now, such as the panel of the open character. */
  readonly besidePx: number
  /** The least width of a card. */
  readonly cardPx: number
}

/**
 * How many cards stand side by side in this width, and how large they are. A panel beside the wall makes them smaller
 * rather than fewer as long as a face can be told, so that each stays in its row and column.
 */
export function measureWall({ widthPx, besidePx, cardPx }: WallRoom): WallMeasures {
  const gapPx = Math.round(Math.min(24, Math.max(10, cardPx / 7)))
  const alone = columnsIn(widthPx + besidePx, gapPx, cardPx)
  const leastPx = Math.max(72, cardPx * squeezedShare)
  const squeezed = Math.floor((widthPx + squeezedGapPx) / (leastPx + squeezedGapPx))
  const usual = columnsIn(widthPx, gapPx, cardPx)
  const columns = besidePx > 0 ? Math.max(usual, Math.min(alone, squeezed)) : usual
  return measureCards(widthPx, columns, columns > usual ? squeezedGapPx : gapPx, columns > usual)
}

function columnsIn(widthPx: number, gapPx: number, cardPx: number): number {
  const thirdPx = (widthPx - gapPx * (leastColumns - 1)) / leastColumns
  const leastPx = Math.min(cardPx, Math.max(cardPx * leastShare, thirdPx))
  return Math.max(2, Math.floor((widthPx + gapPx) / (leastPx + gapPx)))
}

function measureCards(
  widthPx: number,
  columns: number,
  gapPx: number,
  isSqueezed: boolean,
): WallMeasures {
  const cardWidthPx = Math.max(64, (widthPx - gapPx * (columns - 1)) / columns)
  const pictureHeightPx = (cardWidthPx * 4) / 3
  const isSmall = cardWidthPx < smallBelowPx
  const size = isSmall ? 'small' : 'usual'
  const nameLines = (isSmall ? 1 : 2) + (isSqueezed ? 1 : 0)
  const belowPx = plateHeightPx[size] + (nameLines - 1) * lineHeightPx[size]
  return {
    columns,
    gapPx,
    cardWidthPx,
    pictureHeightPx,
    rowHeightPx: Math.ceil(pictureHeightPx + belowPx + Math.max(8, gapPx / 2)),
    isSmall,
    nameLines,
  }
}

/** A part of the wall, measured in pixels from the corner of the first card. */
export interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

/** The places of the cards that a box touches, row by row. */
export function indexesWithin(
  { columns, cardWidthPx, gapPx, rowHeightPx }: WallMeasures,
  total: number,
  box: Box,
): number[] {
  const [left, right] = touched(box.left, box.right, cardWidthPx, cardWidthPx + gapPx, columns)
  const rows = Math.ceil(total / columns)
  const [top, bottom] = touched(box.top, box.bottom, rowHeightPx - gapPx / 2, rowHeightPx, rows)
  const indexes: number[] = []
  for (let row = top; row <= bottom; row += 1) {
    for (let column = left; column <= right; column += 1) {
      const index = row * columns + column
      if (index < total) indexes.push(index)
    }
  }
  return indexes
}

/** The first and the last of the stretches, each of this length and one step after the other, that a span touches. */
function touched(
  from: number,
  to: number,
  lengthPx: number,
  stepPx: number,
  count: number,
): readonly [number, number] {
  const first = Math.floor(from / stepPx)
  const isBehind = from - first * stepPx > lengthPx
  return [Math.max(0, isBehind ? first + 1 : first), Math.min(count - 1, Math.floor(to / stepPx))]
}

/** The smallest thumbnail that is still sharp at this height on this screen. */
export function thumbnailFor(heightPx: number, pixelRatio: number): ThumbnailSize {
  // A thumbnail a tenth too small cannot be told from a sharp one, and is a quarter of the pixels.
  const needed = heightPx * pixelRatio * 0.9
  return thumbnailSizes.find((size) => size >= needed) ?? 512
}
