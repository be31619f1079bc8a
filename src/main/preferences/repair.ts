import { defaultPreferences, type Preferences, preferencesSchema } from '../../shared/preferences'

export type JsonObject = Readonly<Record<string, unknown>>
type Path = readonly string[]

/** True for what a JSON file must hold to be a set of preferences: not an array, not a bare value. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Where each single preference lies: `['theme']`, `['services', 'openai', 'model']`. */
function pathsIn(value: unknown, above: Path = []): Path[] {
  if (!isJsonObject(value)) return [above]
  return Object.entries(value).flatMap(([key, below]) => pathsIn(below, [...above, key]))
}

const paths = pathsIn(defaultPreferences)

/** Stands for everything in a group of preferences where the file has something that is no group. */
const misplaced = Symbol('misplaced')

function valueAt(whole: unknown, path: Path): unknown {
  let value = whole
  for (const key of path) {
    if (value === undefined) return undefined
    if (!isJsonObject(value)) return misplaced
    value = Object.hasOwn(value, key) ? value[key] : undefined
  }
  return value
}

function withValueAt(whole: JsonObject, [key, ...below]: Path, value: unknown): JsonObject {
  if (key === undefined) return whole
  if (below.length === 0) return { ...whole, [key]: value }
  const group = Object.hasOwn(whole, key) ? whole[key] : undefined
  return { ...whole, [key]: withValueAt(isJsonObject(group) ? group : {}, below, value) }
}

function fits(path: Path, value: unknown): boolean {
  return preferencesSchema.safeParse(withValueAt(defaultPreferences, path, value)).success
}

export interface RepairedPreferences {
  readonly preferences: Preferences
  /** Which preferences held something else than they can, as `services.openai.model`. */
  readonly wrong: readonly string[]
}

/**
 * Preferences from whatever a file held, one by one: what is missing has its default, what is wrong
 * comes from the spare copy when that is right, else from the defaults. One wrong value costs no other.
 */
export function repairPreferences(stored: JsonObject, spare: JsonObject = {}): RepairedPreferences {
  let repaired: JsonObject = defaultPreferences
  const wrong: string[] = []
  for (const path of paths) {
    const value = valueAt(stored, path)
    if (value === undefined) continue
    if (fits(path, value)) {
      repaired = withValueAt(repaired, path, value)
      continue
    }
    wrong.push(path.join('.'))
    const spareValue = valueAt(spare, path)
    if (spareValue !== undefined && fits(path, spareValue)) {
      repaired = withValueAt(repaired, path, spareValue)
    }
  }
  return { preferences: preferencesSchema.parse(repaired), wrong }
}

/** The preferences put over everything else the file holds: what a newer version wrote there stays. */
export function overlayPreferences(stored: JsonObject, preferences: Preferences): JsonObject {
  return paths.reduce((whole, path) => withValueAt(whole, path, valueAt(preferences, path)), stored)
}
