import type { Database } from 'better-sqlite3'
import {
  ageBounds,
  type FacetCounts,
  type GalleryFacet,
  type GalleryFilters,
  galleryAges,
  galleryFacets,
} from '../../src/shared/gallery'
import { foldText } from '../../src/shared/search'

/** One portrait as plain facts, read by plain SQL: what the wall has to agree with. */
interface Fact {
  readonly id: number
  readonly bytes: number
  readonly owner: string
  readonly name: string
  readonly words: string
  readonly facets: Readonly<Record<Exclude<GalleryFacet, 'age'>, string>>
  readonly ageDays: number
}

const selectAll = `
  SELECT p.*, c.name AS character_name, c.status AS character_status, c.campaign_id AS home, c.trashed_at AS character_gone,
    c.current_portrait_id AS character_shows, g.name AS campaign_name, g.trashed_at AS campaign_gone,
    g.current_portrait_id AS campaign_shows, h.trashed_at AS home_gone
  FROM portrait p LEFT JOIN character c ON c.id = p.character_id
  LEFT JOIN campaign g ON g.id = p.campaign_id LEFT JOIN campaign h ON h.id = c.campaign_id`

type Row = Readonly<Record<string, string | number | null>>

function sizeOf(bytes: number): string {
  if (bytes < 262_144) return 'small'
  if (bytes < 1_048_576) return 'medium'
  return bytes < 5_242_880 ? 'large' : 'huge'
}

function toFact(row: Row, now: Date): Fact {
  const name = String(row.character_name ?? row.campaign_name ?? '')
  const kind =
    row.character_id !== null ? 'character' : row.campaign_id !== null ? 'campaign' : 'unassigned'
  const shows = row.character_shows ?? row.campaign_shows
  return {
    id: Number(row.id),
    bytes: Number(row.bytes),
    owner: `${kind}:${row.character_id ?? row.campaign_id}`,
    name,
    words: `${name} ${row.prompt ?? ''} ${row.original_name ?? ''}`,
    facets: {
      campaign: String(row.campaign_id ?? row.home ?? ''),
      owner: kind,
      source: String(row.source),
      provider: String(row.provider ?? ''),
      model: String(row.model ?? ''),
      format: String(row.format),
      size: sizeOf(Number(row.bytes)),
      use: shows === row.id ? 'shown' : 'unused',
      file: String(row.file_state),
      star: row.starred === 1 ? 'starred' : 'plain',
      status: String(row.character_status ?? ''),
    },
    ageDays: (now.getTime() - Date.parse(String(row.created_at))) / 86_400_000,
  }
}

/** Every portrait the wall may show. */
export function readFacts(database: Database, now: Date): Fact[] {
  const rows = database.prepare<[], Row>(selectAll).all()
  return rows
    .filter((row) => row.trashed_at === null && row.character_gone === null)
    .filter((row) => row.campaign_gone === null && row.home_gone === null)
    .map((row) => toFact(row, now))
}

function isOfAge({ ageDays }: Fact, age: string): boolean {
  if (age === 'older') return ageDays > ageBounds.year
  return ageDays <= (Object.entries(ageBounds).find(([name]) => name === age)?.[1] ?? 0)
}

function has(fact: Fact, facet: GalleryFacet, value: string): boolean {
  return facet === 'age' ? isOfAge(fact, value) : fact.facets[facet] === value
}

function passes(fact: Fact, filters: GalleryFilters, search: string, but?: GalleryFacet): boolean {
  const { subject } = filters
  if (subject !== undefined && fact.owner !== `${subject.kind}:${subject.id}`) return false
  const typed = foldText(search).split(/\s+/).filter(Boolean)
  const words = foldText(fact.words).split(/[^\p{L}\p{N}]+/u)
  if (!typed.every((one) => words.some((word) => word.startsWith(one)))) return false
  return galleryFacets.every((facet) => {
    const wanted = filters[facet]
    return facet === but || wanted === undefined || has(fact, facet, String(wanted))
  })
}

/** The portraits that should be shown, as a test would pick them one by one. */
export function pickFacts(facts: readonly Fact[], filters: GalleryFilters, search = ''): Fact[] {
  return facts.filter((fact) => passes(fact, filters, search))
}

/** What should be counted for every value of every filter. */
export function countFacts(
  facts: readonly Fact[],
  filters: GalleryFilters,
  search = '',
): FacetCounts {
  const counts = galleryFacets.map((facet) => {
    const left = facts.filter((fact) => passes(fact, filters, search, facet))
    const values =
      facet === 'age' ? galleryAges : [...new Set(facts.map((fact) => fact.facets[facet]))]
    const entries = values
      .map((value) => [value, left.filter((fact) => has(fact, facet, value)).length] as const)
      .filter(([value, count]) => value !== '' && count > 0)
    return [facet, Object.fromEntries(entries)] as const
  })
  return Object.fromEntries(counts) as FacetCounts
}
