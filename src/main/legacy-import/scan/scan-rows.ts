import type { ImportRow, ImportRowPage, ImportRowQuery } from '../../../shared/legacy-import'
import { createMatcher } from '../../../shared/search'
import { emailsOf } from '../apply/decide'
import type { OldFindings, OldPortrait } from '../old-library'
import { holdsPicture } from './scan-portrait'

/** The rows of a look: campaigns, then characters, in the order of their ids. */
export function rowsOf(findings: OldFindings): readonly ImportRow[] {
  const { library, portraits } = findings
  if (library === null) return []
  const emails = emailsOf(findings)
  return [...library.campaigns, ...library.characters].flatMap(({ userId, name }, index) => {
    const portrait = portraits[index]
    if (portrait === undefined) return []
    const { kind, originId, form, reason, details } = portrait
    const row: ImportRow = {
      ...{ index, kind, originId, name, form, reason, details },
      class: portrait.class,
      originUser: userId === null ? null : (emails.get(userId) ?? null),
      hasPicture: hasPicture(portrait),
      ...{ outcome: null, subjectId: null, portrait: null },
    }
    return [row]
  })
}

/** True when something can be shown: the portrait itself, or a file that is offered for it. */
function hasPicture(portrait: OldPortrait): boolean {
  return portrait.file !== null || portrait.offeredFile !== null || holdsPicture(portrait)
}

/**
 * The bytes a row can be shown by, or null when it has none. Throws Node's errors when its file cannot
 * be read any more.
 */
export async function pictureOfRow(
  { portraits, readFile }: Pick<OldFindings, 'portraits' | 'readFile'>,
  index: number,
): Promise<Uint8Array | null> {
  const portrait = portraits[index]
  if (portrait === undefined) return null
  if (holdsPicture(portrait)) return portrait.embedded
  const file = portrait.file ?? portrait.offeredFile
  return file === null ? null : readFile(file)
}

/** One page of the rows that a query asks for. The search matches any part of a name or an e-mail. */
export function pageRows(
  rows: readonly ImportRow[],
  { class: wanted, outcome, search, offset, limit }: ImportRowQuery,
): ImportRowPage {
  const answers = createMatcher(search)
  const matches = (text: string | null): boolean => text !== null && answers(text)
  const found = rows.filter(
    (row) =>
      (wanted === null || row.class === wanted) &&
      (outcome === null || row.outcome === outcome) &&
      (search.trim() === '' || matches(row.name) || matches(row.originUser)),
  )
  return { total: found.length, offset, rows: found.slice(offset, offset + limit) }
}
