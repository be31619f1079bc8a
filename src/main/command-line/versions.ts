import { AppError } from '../../shared/errors'
import { idSchema, type Subject } from '../../shared/subject'
import { isVersioned, type VersionedText, versionedProperties } from '../../shared/text-version'
import type { Library } from '../app/library'
import { type Command, readSubject, readWords } from './command'

/** Lists the earlier versions of a description or of notes, prints one, or restores it. */
export const versions: Command = {
  changesLibrary: true,
  usage: `versions <campaign|character> <id> <${versionedProperties.join('|')}> [--show VERSION | --restore VERSION] [--json]`,
  async run(words, { library, translate }) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      show: { type: 'string' },
      restore: { type: 'string' },
    })
    const [kind, id, property = '', ...others] = positionals
    const subject = readSubject(kind, id)
    const isBoth = values.show !== undefined && values.restore !== undefined
    if (!isVersioned(property) || others.length > 0 || isBoth) {
      throw new AppError('command-misused', { reason: positionals.slice(2).join(' ') })
    }
    const { name } = library.readSubject(subject)
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
  { campaigns, characters }: Library,
  { kind, id }: Subject,
  changes: Readonly<Record<string, string>>,
): void {
  if (kind === 'campaign') campaigns.edit(id, changes)
  else characters.edit(id, changes)
}
