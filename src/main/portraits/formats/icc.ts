// Profile layout: ICC.1:2022 §7.2 (header), §7.3 (tag table), §10.31 (XYZType).
const headerBytes = 128
const entryBytes = 12
/** Primaries of sRGB adapted to D50, as every sRGB profile holds them (IEC 61966-2-1, ICC.1 annex E). */
const srgbPrimaries: readonly (readonly [tag: string, xyz: readonly [number, number, number]])[] = [
  ['rXYZ', [0.4361, 0.2225, 0.0139]],
  ['gXYZ', [0.3851, 0.7169, 0.0971]],
  ['bXYZ', [0.1431, 0.0606, 0.7141]],
]
const tolerance = 0.01
const mostTags = 200

/** True when a profile's colours all lie within sRGB. An unreadable one counts as wider. */
export function isWithinSrgb(profile: Buffer): boolean {
  try {
    const space = profile.toString('latin1', 16, 20)
    if (space === 'GRAY') return true
    return space === 'RGB ' && srgbPrimaries.every(([tag, xyz]) => isNear(read(profile, tag), xyz))
  } catch (error) {
    // A tag beyond the last byte.
    if (error instanceof RangeError) return false
    throw error
  }
}

function read(profile: Buffer, wanted: string): readonly number[] | null {
  const tags = Math.min(profile.readUInt32BE(headerBytes), mostTags)
  for (let tag = 0; tag < tags; tag += 1) {
    const entry = headerBytes + 4 + tag * entryBytes
    if (profile.toString('latin1', entry, entry + 4) !== wanted) continue
    const at = profile.readUInt32BE(entry + 4) + 8
    return [0, 4, 8].map((offset) => profile.readInt32BE(at + offset) / 65_536)
  }
  return null
}

function isNear(found: readonly number[] | null, wanted: readonly number[]): boolean {
  return found?.every((value, axis) => Math.abs(value - (wanted[axis] ?? 0)) < tolerance) ?? false
}
