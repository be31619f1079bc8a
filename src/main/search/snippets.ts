import type { Database } from 'better-sqlite3'
import type { Snippet } from '../../shared/character'
import { boundaryBefore } from '../../shared/cut'
import { type SearchTerm, searchText } from '../../shared/search'
import { signKey } from '../../shared/sort-key'
import { matchWord, wordQuality } from '../../shared/typos'
import { tagsOf } from '../tags/tag-table'
import { type FoundCharacter, fieldOfFound } from './subject-search'
import { readTyped } from './typed-text'
import { tagField } from './word-index'

const longFields = { 3: 'description', 4: 'notes' } as const
/** How much of the text is shown before and after the place that was found, in UTF-16 units. */
const shownBefore = 30
const shownAfter = 90

type Texts = Readonly<Record<Exclude<Snippet['in'], 'tags'>, string>>

/**
 * The places in descriptions and notes, and the tags, by which characters were found, by their ids; those found by
 * their names or facts have none. Answered for what `SubjectSearch` has found with the same text.
 */
export function createSnippets(
  database: Database,
): (text: string, found: readonly FoundCharacter[]) => Map<number, Snippet> {
  const selectTexts = database.prepare<[number], Texts>(
    'SELECT description, notes FROM character WHERE id = ?',
  )
  return (text, found) => {
    const typed = readTyped(text)
    const terms = typed?.terms ?? []
    const snippets = new Map<number, Snippet>()
    for (const one of found) {
      const field = fieldOfFound(one)
      if (field === tagField) {
        const names = tagsOf(database, { kind: 'character', id: one.id }).map(({ name }) => name)
        const isHit = (name: string) =>
          typed?.terms == null
            ? signKey(name).includes(typed?.signs ?? '')
            : terms.flat().some((way) => qualityIn(searchText(name), way) <= wordQuality.typo)
        snippets.set(one.id, { in: 'tags', text: names.filter(isHit).join(', ') })
      }
      if (field !== 3 && field !== 4) continue
      const name = longFields[field]
      const written = selectTexts.get(one.id)?.[name] ?? ''
      snippets.set(one.id, { in: name, text: cutOut(written, placeOf(written, terms)) })
    }
    return snippets
  }
}

/** Where the best answer to any of the terms begins, in UTF-16 units. */
function placeOf(written: string, terms: readonly SearchTerm[]): number {
  let best: number = wordQuality.typo + 1
  let place = 0
  for (const { 0: chunk, index } of written.matchAll(/\S+/gu)) {
    const words = searchText(chunk)
    if (words === '') continue
    for (const way of terms.flat()) {
      const quality = qualityIn(words, way)
      if (quality >= best) continue
      best = quality
      place = index + offsetIn(chunk, way)
      if (best <= wordQuality.beginning) return place
    }
  }
  return place
}

function qualityIn(words: string, way: string): number {
  if (way.includes(' ')) {
    return ` ${words}`.includes(` ${way}`) ? wordQuality.exact : wordQuality.typo + 1
  }
  let best: number = wordQuality.typo + 1
  for (const word of words.split(' ')) {
    best = Math.min(best, matchWord(word, way) ?? wordQuality.typo + 1)
  }
  return best
}

/** Where it begins in a long stretch without spaces: as far to the right as it is still found. */
function offsetIn(chunk: string, way: string): number {
  let least = 0
  let most = chunk.length
  if (most <= shownBefore) return 0
  while (least + 1 < most) {
    const middle = Math.floor((least + most) / 2)
    if (` ${searchText(chunk.slice(middle))}`.includes(` ${way}`)) least = middle
    else most = middle
  }
  return least
}

function cutOut(written: string, place: number): string {
  const from = boundaryBefore(written, Math.max(0, place - shownBefore))
  const to = boundaryBefore(written, place + shownAfter)
  const text = written.slice(from, to).replace(/\s+/gu, ' ').trim()
  return `${from > 0 ? '…' : ''}${text}${to < written.length ? '…' : ''}`
}
