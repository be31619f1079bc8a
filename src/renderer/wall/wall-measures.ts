import { type ThumbnailSize, thumbnailSizes } from '../../shared/portrait'
import type { Preferences } from '../../shared/preferences'

/** Rather than two large cards, three that are a little smaller. */
const leastColumns = 3
const leastShare = 0.8

interface Density {
  readonly leastCardWidthPx: number
  readonly gapPx: number
  /** Name and facts below the picture. */
  readonly plateHeightPx: number
}

const densities: Readonly<Record<Preferences['density'], Density>> = {
  comfortable: { leastCardWidthPx: 168, gapPx: 24, plateHeightPx: 76 },
  dense: { leastCardWidthPx: 104, gapPx: 14, plateHeightPx: 58 },
}

export interface WallMeasures {
  readonly columns: number
  readonly gapPx: number
  readonly cardWidthPx: number
  /** A row of cards with the space below it. */
  readonly rowHeightPx: number
  readonly pictureHeightPx: number
}

/** How many cards stand side by side in this width, and how large they are. */
export function measureWall(widthPx: number, density: Preferences['density']): WallMeasures {
  const { leastCardWidthPx, gapPx, plateHeightPx } = densities[density]
  const thirdPx = (widthPx - gapPx * (leastColumns - 1)) / leastColumns
  const leastPx = Math.min(leastCardWidthPx, Math.max(leastCardWidthPx * leastShare, thirdPx))
  const columns = Math.max(2, Math.floor((widthPx + gapPx) / (leastPx + gapPx)))
  const cardWidthPx = Math.max(64, (widthPx - gapPx * (columns - 1)) / columns)
  const pictureHeightPx = (cardWidthPx * 4) / 3
  return {
    columns,
    gapPx,
    cardWidthPx,
    pictureHeightPx,
    rowHeightPx: Math.ceil(pictureHeightPx + plateHeightPx + gapPx / 2),
  }
}

/** The smallest thumbnail that is still sharp at this height on this screen. */
export function thumbnailFor(heightPx: number, pixelRatio: number): ThumbnailSize {
  // A thumbnail a tenth too small cannot be told from a sharp one, and is a quarter of the pixels.
  const needed = heightPx * pixelRatio * 0.9
  return thumbnailSizes.find((size) => size >= needed) ?? 512
}
