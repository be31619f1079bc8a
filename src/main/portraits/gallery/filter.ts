import {
  ageBounds,
  type FacetCounts,
  type GalleryFacet,
  type GalleryFilters,
  galleryAges,
  galleryFacets,
} from '../../../shared/gallery'
import type { Subject } from '../../../shared/subject'
import type { Column, GalleryColumns } from './columns'

const dayMs = 24 * 60 * 60 * 1000

/** What decides which portraits are shown. */
export interface Filter {
  readonly filters: GalleryFilters
  /** How well each place answers to the search, 0 where it does not; null without one. */
  readonly ranks: Uint8Array | null
  /** Whether the portrait at a place has the tags that are asked for; null where none are. */
  readonly hasTags: ((at: number) => boolean) | null
  /** Milliseconds since 1970, for the ages. */
  readonly nowMs: number
}

interface Test {
  readonly facet: GalleryFacet
  readonly column: Column
  /** For each code whether its value may pass; null lets all of them pass. */
  readonly passes: readonly boolean[] | null
  /** For each code how many have it. */
  readonly sums: Float64Array
}

/** Whether the portrait at each place passes the search and every filter. */
export function createFilter(columns: GalleryColumns, filter: Filter): (at: number) => boolean {
  const narrowing = testsFor(columns, filter).filter(({ passes }) => passes !== null)
  const passesSearch = searchAndSubjectTest(columns, filter)
  return (at) => {
    if (!passesSearch(at)) return false
    for (const test of narrowing) if (!doesPass(test, at)) return false
    return true
  }
}

/** How many portraits each value of each filter would leave, the others being as they are. */
export function countAll(columns: GalleryColumns, filter: Filter): FacetCounts {
  const tests = testsFor(columns, filter)
  const narrowing = tests.filter(({ passes }) => passes !== null)
  const passesSearch = searchAndSubjectTest(columns, filter)
  for (let at = 0; at < columns.ids.length; at += 1) {
    if (!passesSearch(at)) continue
    let failures = 0
    let failed: Test | undefined
    for (const test of narrowing) {
      if (doesPass(test, at)) continue
      failed = test
      failures += 1
    }
    // One that fails a single filter would be there if that filter had another value.
    if (failed === undefined) for (const test of tests) addOne(test, at)
    else if (failures === 1) addOne(failed, at)
  }
  const { age, ...others } = Object.fromEntries(tests.map(countsOf)) as FacetCounts
  return { ...others, age: addUp(age) }
}

function doesPass({ column, passes }: Test, at: number): boolean {
  return passes === null || passes[column.codes[at] ?? 0] === true
}

function addOne({ column, sums }: Test, at: number): void {
  const code = column.codes[at] ?? 0
  sums[code] = (sums[code] ?? 0) + 1
}

function countsOf({ facet, column, sums }: Test) {
  const entries = column.values
    .map((value, code) => [value, sums[code] ?? 0] as const)
    .filter(([value, count]) => value !== '' && count > 0)
  return [facet, Object.fromEntries(entries)] as const
}

/** What was made within a day was made within a week, too. */
function addUp(ages: Readonly<Record<string, number>>): Record<string, number> {
  let sum = 0
  const within = Object.keys(ageBounds).map((age) => {
    sum += ages[age] ?? 0
    return [age, sum] as const
  })
  const entries = [...within, ['older', ages.older ?? 0] as const]
  return Object.fromEntries(entries.filter(([, count]) => count > 0))
}

function testsFor(columns: GalleryColumns, { filters, nowMs }: Filter): Test[] {
  return galleryFacets.map((facet) => {
    const column = facet === 'age' ? agesOf(columns, nowMs) : columns.facets[facet]
    const sums = new Float64Array(column.values.length)
    const wanted = filters[facet]
    if (wanted === undefined) return { facet, column, sums, passes: null }
    const oldest = filters.age === undefined ? -1 : galleryAges.indexOf(filters.age)
    const passes = column.values.map((value, code) =>
      facet === 'age' && wanted !== 'older' ? code <= oldest : value === String(wanted),
    )
    return { facet, column, sums, passes }
  })
}

/** The youngest age that each portrait has. */
function agesOf({ createdAt }: GalleryColumns, nowMs: number): Column {
  const since = Object.values(ageBounds).map((days) => nowMs - days * dayMs)
  const codes = new Uint32Array(createdAt.length)
  for (let at = 0; at < codes.length; at += 1) {
    const made = createdAt[at] ?? 0
    let code = 0
    while (code < since.length && made < (since[code] ?? 0)) code += 1
    codes[at] = code
  }
  return { codes, values: galleryAges }
}

/** The search, the tags, and the one person whose portraits are asked for. */
function searchAndSubjectTest({ owners }: GalleryColumns, { filters, ranks, hasTags }: Filter) {
  const owner = filters.subject === undefined ? null : ownerNumber(filters.subject)
  return (at: number): boolean =>
    (owner === null || owners[at] === owner) &&
    (ranks === null || (ranks[at] ?? 0) !== 0) &&
    (hasTags === null || hasTags(at))
}

function ownerNumber({ kind, id }: Subject): number {
  return kind === 'character' ? id : -id
}
