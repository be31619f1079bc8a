/** Numbers from 0 to 1 that look like chance and are the same on every machine. */
export function chance(seed: number): () => number {
  let state = (seed * 2654435761) >>> 0 || 1
  return () => {
    state ^= state << 13
    state >>>= 0
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state / 4294967296
  }
}

function corner(x: number, y: number, seed: number): number {
  const mixed = Math.sin(x * 127.1 + y * 311.7 + seed * 74.7) * 43758.5453
  return mixed - Math.floor(mixed)
}

/** Soft clouds from 0 to 1, about one per unit. */
export function noise(x: number, y: number, seed: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const [u, v] = [smooth(x - left), smooth(y - top)]
  const above = mix(corner(left, top, seed), corner(left + 1, top, seed), u)
  const below = mix(corner(left, top + 1, seed), corner(left + 1, top + 1, seed), u)
  return mix(above, below, v)
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t)
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t
}
