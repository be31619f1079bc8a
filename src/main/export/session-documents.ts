import { writeCsv } from '../../shared/csv'
import { shownText, textParts } from '../../shared/mentions'
import type { Translate } from '../../shared/translate'
import { markdownText } from './markdown'

/** A character who is mentioned, with what Lonelog says of them. */
export interface ExportedPerson {
  readonly name: string
  readonly facts: readonly string[]
}

export interface ExportedSession {
  readonly number: number
  readonly date: string
  readonly title: string
  /** As it is stored, with mentions by id. */
  readonly text: string
  readonly people: ReadonlyMap<number, ExportedPerson>
}

export interface ExportedJournal {
  readonly campaign: string
  readonly gameSystem: string
  readonly sessions: readonly ExportedSession[]
}

/** A session's text as people read it: `@` and the present names. */
function plainText({ text, people }: ExportedSession): string {
  return shownText(text, (id) => people.get(id)?.name)
}

/** Sessions as a Markdown document. */
export function writeSessionsMarkdown({ campaign, sessions }: ExportedJournal, t: Translate) {
  const sections = sessions.map((session) => {
    const { number, title, date } = session
    const heading =
      title === ''
        ? t('sessions.numbered', { number })
        : t('sessions.titled', { number, title: markdownText(title) })
    return paragraphs([`## ${heading}`, `*${date}*`, plainText(session).trim()])
  })
  return `${paragraphs([`# ${markdownText(campaign)}`, ...sections])}\n`
}

/** Sessions as `sessions.json`: the text as people read it, and the names of everybody in it. */
export function writeSessionsJson({ campaign, sessions }: ExportedJournal): string {
  const listed = sessions.map((session) => {
    const { number, date, title, people } = session
    const mentions = Array.from(people.values(), ({ name }) => name)
    return { number, date, title, text: plainText(session), mentions }
  })
  return `${JSON.stringify({ campaign, sessions: listed }, null, 2)}\n`
}

/** Sessions as `sessions.csv`. */
export function writeSessionsTable({ sessions }: ExportedJournal): string {
  const rows = sessions.map((session) => {
    const { number, date, title } = session
    return [number, date, title, plainText(session)]
  })
  return writeCsv([['number', 'date', 'title', 'text'], ...rows])
}

/**
 * Sessions in Lonelog, a notation for the logs of solo games (https://zeruhur.itch.io/lonelog): `## Session 3`, and
 * people as `[N:Mira|innkeeper]` where they are first named, `[#N:Mira]` after that.
 */
export function writeLonelog({ campaign, gameSystem, sessions }: ExportedJournal): string {
  const ruleset = gameSystem === '' ? [] : [`ruleset: ${JSON.stringify(gameSystem)}`]
  const header = ['---', `title: ${JSON.stringify(campaign)}`, ...ruleset, '---'].join('\n')
  const sections = sessions.map((session) => {
    const { number, title, date } = session
    const facts = [
      `Date: ${date}`,
      ...(title === '' ? [] : [`Title: ${title.replaceAll('*', '\\*')}`]),
    ]
    return paragraphs([`## Session ${number}\n*${facts.join(' | ')}*`, lonelogText(session).trim()])
  })
  return `${paragraphs([header, ...sections])}\n`
}

function lonelogText({ text, people }: ExportedSession): string {
  const named = new Set<number>()
  return textParts(text)
    .map((part) => {
      if (part.kind === 'words') return part.text
      const person = people.get(part.id) ?? { name: part.name, facts: [] }
      const name = lonelogWords(person.name)
      if (named.has(part.id) && part.id > 0) return `[#N:${name}]`
      named.add(part.id)
      const facts = person.facts.map(lonelogWords).filter((fact) => fact !== '')
      return facts.length === 0 ? `[N:${name}]` : `[N:${name}|${facts.join('; ')}]`
    })
    .join('')
}

/** Words that cannot end a tag or a part of it. */
function lonelogWords(text: string): string {
  return text
    .replaceAll('[', '(')
    .replaceAll(']', ')')
    .replaceAll('|', '/')
    .replaceAll(';', ',')
    .trim()
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}
