/**
 * Finds files that import each other in circles (strongly connected components, by Tarjan's algorithm).
 * @param {readonly {from: string, to: string}[]} arrows
 * @returns {string[][]} the files of each circle
 */
export function findCircles(arrows) {
  /** @type {Map<string, Set<string>>} */
  const targets = new Map()
  for (const { from, to } of arrows) {
    targets.set(from, (targets.get(from) ?? new Set()).add(to))
  }
  /** @type {Map<string, number>} */
  const reached = new Map()
  /** @type {Map<string, number>} */
  const lowest = new Map()
  /** @type {string[]} */
  const open = []
  /** @type {string[][]} */
  const circles = []

  /** @param {string} file */
  function visit(file) {
    reached.set(file, reached.size)
    let low = reached.get(file) ?? 0
    open.push(file)
    for (const to of targets.get(file) ?? []) {
      if (!reached.has(to)) visit(to)
      if (open.includes(to)) low = Math.min(low, lowest.get(to) ?? reached.get(to) ?? low)
    }
    lowest.set(file, low)
    if (low !== reached.get(file)) return
    const circle = open.splice(open.indexOf(file))
    if (circle.length > 1) circles.push(circle)
  }

  for (const file of targets.keys()) if (!reached.has(file)) visit(file)
  return circles
}
