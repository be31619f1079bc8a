import type { PlayersFit } from '../../shared/players'

/**
 * The grid in which pictures of these shapes (width over height) stand on a screen of this shape, as CSS writes it. Whole
 * pictures stand beside each other, without the bars that cells as wide as the screen would leave.
 */
export function gridTemplate(
  shapes: readonly number[],
  { screenShape, fit }: { readonly screenShape: number; readonly fit: PlayersFit },
): string {
  const columns = bestColumns(shapes, screenShape)
  const rows = Math.max(1, Math.ceil(shapes.length / columns))
  const isWhole = fit === 'contain' && shapes.length > 1
  const widest = Math.max(...shapes) / rows / screenShape
  const width = isWhole ? `${(widest * 100).toFixed(2)}%` : '1fr'
  return `repeat(${rows}, minmax(0, 1fr)) / repeat(${columns}, minmax(0, ${width}))`
}

/**
 * In how many columns pictures of these shapes (width over height) are seen largest on a screen of this shape. Each
 * picture is fitted whole into a cell of a grid of equal cells.
 */
export function bestColumns(shapes: readonly number[], screenShape: number): number {
  let best = { columns: 1, area: 0 }
  for (let columns = 1; columns <= shapes.length; columns += 1) {
    const rows = Math.ceil(shapes.length / columns)
    const width = screenShape / columns
    const height = 1 / rows
    const area = shapes.reduce((sum, shape) => {
      const fitted = Math.min(width, height * shape)
      return sum + (fitted * fitted) / shape
    }, 0)
    if (area > best.area) best = { columns, area }
  }
  return best.columns
}
