import { basename, dirname } from 'node:path'
import { AppError } from '../../shared/errors'
import type { SessionFormat } from '../../shared/session'
import { statusWord } from '../../shared/status-words'
import type { Translate } from '../../shared/translate'
import type { Campaigns } from '../campaigns/campaigns'
import type { Characters } from '../campaigns/characters'
import type { FileSystem } from '../core/disk/file-system'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError, writeFileWhole } from '../core/disk/write-file'
import type { Sessions } from '../sessions/sessions'
import { safeFileName } from './file-names'
import {
  type ExportedJournal,
  type ExportedSession,
  writeLonelog,
  writeSessionsMarkdown,
} from './session-documents'

export interface SessionSource {
  readonly campaigns: Pick<Campaigns, 'read'>
  readonly characters: Pick<Characters, 'find'>
  readonly sessions: Pick<Sessions, 'read' | 'list'>
}

/** The sessions of a campaign, or the one with this id, as they are exported. Throws AppError `not-found`. */
export function readJournal(
  source: SessionSource,
  { campaignId, sessionId }: { readonly campaignId: number; readonly sessionId: number | null },
  t: Translate,
): ExportedJournal {
  const { campaigns, sessions } = source
  const { name, gameSystem } = campaigns.read(campaignId)
  const all = sessions.list(campaignId).sessions.map(({ id }) => id)
  const ids = sessionId === null ? all : all.filter((id) => id === sessionId)
  if (sessionId !== null && ids.length === 0) {
    throw new AppError('not-found', { kind: 'session', id: sessionId })
  }
  const exported = ids.map((id): ExportedSession => {
    const session = sessions.read(id)
    const people = new Map(
      session.people.map((person) => {
        const { id: personId, name: personName } = person
        return [personId, { name: personName, facts: factsOf(source, personId, t) }]
      }),
    )
    return { ...session, people }
  })
  return { campaign: name, gameSystem, sessions: exported }
}

/** What a character does and how they are now: `innkeeper`, `Missing`. */
function factsOf({ characters }: SessionSource, id: number, t: Translate): readonly string[] {
  const person = characters.find(id)
  if (person === null) return []
  const status = person.status === null ? '' : statusWord(t, person.status)
  return [person.class, status].filter((fact) => fact !== '')
}

/** The document of these sessions, in UTF-8. */
export function writeSessions(
  journal: ExportedJournal,
  format: SessionFormat,
  translate: Translate,
): Buffer {
  const text =
    format === 'lonelog' ? writeLonelog(journal) : writeSessionsMarkdown(journal, translate)
  return Buffer.from(text)
}

/** What the file of these sessions is called where no other name is chosen: `The Ember Court - Session 3.md`. */
export function sessionsFileName(
  { campaign, sessions }: ExportedJournal,
  format: SessionFormat,
  translate: Translate,
): string {
  const [only] = sessions
  const what =
    only !== undefined && sessions.length === 1
      ? translate('sessions.numbered', { number: only.number })
      : translate('sessions.journal')
  const ending = format === 'lonelog' ? '.lonelog.md' : '.md'
  return `${safeFileName(`${campaign} - ${what}`, 'Castkeeper')}${ending}`
}

interface SessionsFile {
  readonly format: SessionFormat
  readonly path: string
  readonly fileSystem: FileSystem
  readonly translate: Translate
}

/**
 * Writes sessions into a new file. Throws AppError `export-target-exists` when there is one of this name, and
 * AppErrors of the disk.
 */
export async function writeSessionsFile(
  journal: ExportedJournal,
  { format, path, fileSystem, translate }: SessionsFile,
): Promise<void> {
  try {
    await writeFileWhole(fileSystem, path, writeSessions(journal, format, translate))
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw asDiskError(error, { folder: dirname(path) })
    throw new AppError('export-target-exists', { name: basename(path) })
  }
}
