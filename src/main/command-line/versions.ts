import { AppError } from '../../shared/errors'
import { idSchema } from '../../shared/subject'
import { isVersioned, type TextOwner, type VersionedText } from '../../shared/text-version'
import type { Library } from '../app/library'
import { type Command, readSubject, readWords } from './command'

/** Lists the earlier versions of a description, of notes or of a session's text, prints one, or restores it. */
export const versions: Command = {
  changesLibrary: true,
  usage:
    'versions <campaign|character> <id> <description|notes> | versions session <id> text [--show VERSION | --restore VERSION] [--json]',
  async run(words, { library, translate }) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      show: { type: 'string' },
      restore: { type: 'string' },
    })
    const [kind, id, property = '', ...others] = positionals
    const subject = readOwner(kind, id)
    const isBoth = values.show !== undefined && values.restore !== undefined
    const isOfOwner = (property === 'text') === (subject.kind === 'session')
    if (!isVersioned(property) || !isOfOwner || others.length > 0 || isBoth) {
      throw new AppError('command-misused', { reason: positionals.slice(2).join(' ') })
    }
    const name = nameOf(library, subject)
    const of = { subject, property }
    if (values.show !== undefined) {
      const text = library.textVersions.read(of, readVersion(values.show))
      return { json: { version: { id: Number(values.show), text } }, text }
    }
    if (values.restore !== undefined) {
      const version = readVersion(values.restore)
      await library.commitOffThread(() => restoreVersion(library, of, version))
      return {
        json: { restored: { id: version } },
        text: translate('commandLine.versionRestored', { name }),
      }
    }
    const found = library.textVersions.list(of)
    const lines = found.map((one) => `${one.id}  ${one.replacedAt}  ${one.length}`)
    return {
      json: { versions: found },
      text: lines.length > 0 ? lines.join('\n') : translate('versions.none'),
    }
  },
}

function readOwner(kind: string | undefined, id: string | undefined): TextOwner {
  return kind === 'session' ? { ...readSubject('campaign', id), kind } : readSubject(kind, id)
}

function nameOf(library: Library, { kind, id }: TextOwner): string {
  if (kind !== 'session') return library.readSubject({ kind, id }).name
  const { title, number } = library.sessions.read(id)
  return title || String(number)
}

function readVersion(text: string): number {
  const id = idSchema.safeParse(Number(text))
  if (id.success) return id.data
  throw new AppError('command-misused', { reason: text })
}

function restoreVersion(library: Library, of: VersionedText, version: number): void {
  const changes = { [of.property]: library.textVersions.read(of, version) }
  edit(library, of.subject, changes)
}

function edit(
  { campaigns, characters, sessions }: Library,
  { kind, id }: TextOwner,
  changes: Readonly<Record<string, string>>,
): void {
  if (kind === 'session') sessions.edit(id, changes)
  else if (kind === 'campaign') campaigns.edit(id, changes)
  else characters.edit(id, changes)
}
