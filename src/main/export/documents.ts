import { writeCsv } from '../../shared/csv'
import { boundaryBefore } from '../../shared/cut'
import { joinFacts } from '../../shared/isolate'
import { statusWord } from '../../shared/status-words'
import type { Translate } from '../../shared/translate'
import { escapeHtml } from '../core/html'
import { markdownPicture, markdownText } from './markdown'

/** Where the sheet cuts a description and notes, in UTF-16 units. */
const mostShown = 600

/** A character as people are given it. */
export interface ExportedCharacter {
  readonly name: string
  readonly campaign: string
  readonly race: string
  readonly class: string
  readonly level: number | null
  readonly gender: string
  /** A fixed status, the game master's own words, or null for none. */
  readonly status: string | null
  /** By name; absent on a sheet, which shows none. */
  readonly tags?: readonly string[]
  readonly description: string
  /** The game master's own; absent where they were not asked for. */
  readonly notes?: string
  /** File name of the picture beside the documents. */
  readonly picture: string
}

export interface ExportedCast {
  readonly title: string
  readonly language: string
  readonly gameMaster: { readonly name: string; readonly picture: string } | null
  readonly characters: readonly ExportedCharacter[]
}

function factsLine(character: ExportedCharacter, t: Translate): string {
  const { race, class: job, level, gender, status } = character
  const rank = level === null ? '' : t('export.level', { level })
  return joinFacts([race, job, rank, gender, status === null ? '' : statusWord(t, status)])
}

/** `characters.md`. What people wrote is Markdown already; names are kept from becoming headings. */
export function writeMarkdown({ title, characters }: ExportedCast, t: Translate): string {
  const sections = characters.map((one) => {
    const tags = one.tags?.join(', ') ?? ''
    const parts = [
      `## ${markdownText(one.name)}`,
      markdownPicture(one.name, one.picture),
      markdownText(factsLine(one, t)),
      tags === '' ? '' : markdownText(t('export.tags', { tags })),
      one.description,
      one.notes ?? '',
    ]
    return parts.filter((part) => part !== '').join('\n\n')
  })
  return `${[`# ${markdownText(title)}`, ...sections].join('\n\n')}\n`
}

/** `characters.json`. */
export function writeJson({ title, characters }: ExportedCast): string {
  return `${JSON.stringify({ campaign: title, characters }, null, 2)}\n`
}

const columns = [
  'name',
  'campaign',
  'race',
  'class',
  'level',
  'gender',
  'status',
  'tags',
  'description',
  'notes',
  'picture',
] as const satisfies readonly (keyof ExportedCharacter)[]

/** `characters.csv`. */
export function writeTable({ characters }: ExportedCast): string {
  const hasNotes = characters.some(({ notes }) => notes !== undefined)
  const shown = columns.filter((column) => column !== 'notes' || hasNotes)
  const rows = characters.map((one) => {
    const cells = { ...one, tags: one.tags?.join('; ') }
    return shown.map((column) => cells[column] ?? null)
  })
  return writeCsv([shown, ...rows])
}

/** `cast.html`: the faces on paper, A4 or Letter as the printer has it. It loads nothing but the pictures. */
export function writeSheet(cast: ExportedCast, t: Translate): string {
  const { title, language, gameMaster, characters } = cast
  const master = gameMaster === null ? '' : card(gameMaster, t('export.gameMaster'), [])
  const cards = characters.map((one) =>
    card(one, factsLine(one, t), [one.description, one.notes ?? '']),
  )
  return `<!doctype html>
<html lang="${escapeHtml(language)}">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' file: data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>
@page { margin: 12mm }
body { font: 10.5pt/1.4 Georgia, serif; margin: 1.5rem auto; max-width: 186mm; color: #1d1a16; background: #fff }
h1 { font-size: 20pt; margin: 0 0 6mm }
main { display: grid; gap: 6mm; grid-template-columns: repeat(3, minmax(0, 1fr)) }
article { break-inside: avoid }
img { aspect-ratio: 3 / 4; border-radius: 2mm; object-fit: cover; width: 100% }
h2 { font-size: 12pt; margin: 2mm 0 0; overflow-wrap: anywhere }
p { margin: 1mm 0 0; overflow-wrap: anywhere; white-space: pre-line }
.facts { color: #5d554b; font-size: 9pt }
@media print { body { margin: 0; max-width: none } }
</style>
<h1 dir="auto">${escapeHtml(title)}</h1>
<main>
${[master, ...cards].filter((one) => one !== '').join('\n')}
</main>
</html>
`
}

function card(
  { picture, name }: Pick<ExportedCharacter, 'picture' | 'name'>,
  facts: string,
  texts: readonly string[],
): string {
  const described = texts
    .filter((text) => text !== '')
    .map((text) => `<p dir="auto">${escapeHtml(cut(text))}</p>`)
    .join('')
  return `<article><img src="${encodeURIComponent(picture)}" alt=""><h2 dir="auto">${escapeHtml(name)}</h2><p class="facts" dir="auto">${escapeHtml(facts)}</p>${described}</article>`
}

function cut(text: string): string {
  const end = boundaryBefore(text, mostShown)
  return end === text.length ? text : `${text.slice(0, end)}…`
}
