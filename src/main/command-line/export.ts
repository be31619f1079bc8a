import { resolve } from 'node:path'
import { AppError } from '../../shared/errors'
import { exportFormats } from '../../shared/export'
import { exportCast } from '../export/export-cast'
import type { BackupCommand } from './backup'
import { readSubject, readWords } from './command'

/** Gives a campaign's cast to people. */
export const exportCampaign: BackupCommand = {
  usage:
    'export --campaign ID --to DIR [--zip] [--with-metadata] [--with-notes] [--pictures png|jpeg|webp] [--json]',
  isUnusable: (code) =>
    ['command-misused', 'not-found', 'backup-target-gone', 'backup-target-read-only'].includes(
      code,
    ),
  async run(words, { tasks, open, library, app, translate, workingFolder }) {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean' },
      campaign: { type: 'string' },
      to: { type: 'string' },
      zip: { type: 'boolean' },
      'with-metadata': { type: 'boolean' },
      'with-notes': { type: 'boolean' },
      pictures: { type: 'string', default: 'as-stored' },
    })
    const pictures = exportFormats.find((one) => one === values.pictures)
    if (values.to === undefined || positionals.length > 0) {
      throw new AppError('command-misused', { reason: positionals.join(' ') || '--to' })
    }
    if (pictures === undefined) {
      throw new AppError('command-misused', { reason: `--pictures ${values.pictures}` })
    }
    const { id } = readSubject('campaign', values.campaign)
    open()
    const order = {
      what: { kind: 'campaign' as const, id },
      form: values.zip === true ? ('zip' as const) : ('folder' as const),
      withMetadata: values['with-metadata'] === true,
      withNotes: values['with-notes'] === true,
      pictures,
    }
    const folder = resolve(workingFolder, values.to)
    const exported = await tasks.run('export', (job) =>
      exportCast({ ...app, library: library() }, order, { folder, ...job }),
    )
    const said = translate('commandLine.exported', {
      path: exported.path,
      count: exported.characters,
    })
    const list = (key: 'export.withoutPortrait' | 'export.reencoded', names: readonly string[]) =>
      names.length === 0 ? [] : [translate(key, { count: names.length }), ...names]
    const text = [
      said,
      ...list('export.withoutPortrait', exported.withoutPortrait),
      ...list('export.reencoded', exported.encodedAnew),
    ].join('\n')
    const isWhole = exported.withoutPortrait.length === 0
    return { json: { export: exported }, text, exitCode: isWhole ? 0 : 1 }
  },
}
