import { basename, dirname } from 'node:path'
import { AppError } from '../../shared/errors'
import { statusWord } from '../../shared/status-words'
import type { Translate } from '../../shared/translate'
import type { Campaigns } from '../campaigns/campaigns'
import type { Characters } from '../campaigns/characters'
import type { FileSystem } from '../core/disk/file-system'
import { systemErrorCode } from '../core/disk/system-error'
import { asDiskError, writeFileWhole } from '../core/disk/write-file'
import type { Sessions } from '../sessions/sessions'
import {
  type ExportedJournal,
  type ExportedSession,
  writeLonelog,
  writeSessionsMarkdown,
} from './session-documents'

export const sessionFormats = ['markdown', 'lonelog'] as const
export type SessionFormat = (typeof sessionFormats)[number]

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
  const ids =
    sessionId === null ? sessions.list(campaignId).sessions.map(({ id }) => id) : [sessionId]
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
  const text =
    format === 'lonelog' ? writeLonelog(journal) : writeSessionsMarkdown(journal, translate)
  try {
    await writeFileWhole(fileSystem, path, Buffer.from(text))
  } catch (error) {
    if (systemErrorCode(error) !== 'EEXIST') throw asDiskError(error, { folder: dirname(path) })
    throw new AppError('export-target-exists', { name: basename(path) })
  }
}
