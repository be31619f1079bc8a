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
