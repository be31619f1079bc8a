// Signed distances to simple solids and ways to join them, as plain numbers: they are asked for millions of times.

/** How far a point is from the origin; Math.hypot takes many times as long. */
export function span(x: number, y: number, z = 0): number {
  return Math.sqrt(x * x + y * y + z * z)
}

/** Distance to an ellipsoid; approximate away from its surface, which marching tolerates. */
export function ellipsoid(x: number, y: number, z: number, a: number, b: number, c: number) {
  const near = span(x / a, y / b, z / c)
  const slope = span(x / (a * a), y / (b * b), z / (c * c))
  return slope === 0 ? -Math.min(a, b, c) : (near * (near - 1)) / slope
}

type Point = readonly [number, number, number]

/** Distance to a rod from one point to another whose radius changes evenly. */
export function rod(x: number, y: number, z: number, from: Point, to: Point, r1: number, r2 = r1) {
  const ax = to[0] - from[0]
  const ay = to[1] - from[1]
  const az = to[2] - from[2]
  const px = x - from[0]
  const py = y - from[1]
  const pz = z - from[2]
  const along = (px * ax + py * ay + pz * az) / (ax * ax + ay * ay + az * az)
  const h = Math.max(0, Math.min(along, 1))
  return span(px - ax * h, py - ay * h, pz - az * h) - (r1 + (r2 - r1) * h)
}

/** Both solids, melted together over a seam of this width. */
export function join(a: number, b: number, seam: number) {
  const h = Math.max(seam - Math.abs(a - b), 0) / seam
  return Math.min(a, b) - h * h * seam * 0.25
}

/** The first solid with the second taken out, the edge rounded over a seam of this width. */
export function carve(a: number, b: number, seam: number) {
  return -join(-a, b, seam)
}
