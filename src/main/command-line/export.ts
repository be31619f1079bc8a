import { resolve } from 'node:path'
import { AppError } from '../../shared/errors'
import {
  type Exported,
  type ExportFormat,
  type ExportOrder,
  exportFormats,
  exportOrderSchema,
} from '../../shared/export'
import type { Translate } from '../../shared/translate'
import { exportCast } from '../export/export-cast'
import type { BackupCommand } from './backup'
import { checkedInput, type Outcome, readIds, readSubject, readWords } from './command'

/** Exports a campaign's cast, chosen characters, or chosen portraits, for people. */
export const exportCampaign: BackupCommand = {
  usage:
    'export (--campaign ID | ID…) --to DIR [--portraits] [--zip] [--with-metadata] [--with-notes] [--pictures png|jpeg|webp] [--json]',
  isUnusable: (code) =>
    ['command-misused', 'not-found', 'backup-target-gone', 'backup-target-read-only'].includes(
      code,
    ),
  async run(words, { tasks, open, library, app, translate, workingFolder }) {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean' },
      campaign: { type: 'string' },
      portraits: { type: 'boolean' },
      to: { type: 'string' },
      zip: { type: 'boolean' },
      'with-metadata': { type: 'boolean' },
      'with-notes': { type: 'boolean' },
      pictures: { type: 'string', default: 'as-stored' },
    })
    if (values.to === undefined) throw new AppError('command-misused', { reason: '--to' })
    const order = checkedInput(exportOrderSchema, {
      what: readWhat(values, positionals),
      form: values.zip === true ? 'zip' : 'folder',
      withMetadata: values['with-metadata'] === true,
      withNotes: values['with-notes'] === true,
      pictures: readFormat(values.pictures),
    })
    open()
    const folder = resolve(workingFolder, values.to)
    const exported = await tasks.run('export', (job) =>
      exportCast({ ...app, library: library() }, order, { folder, ...job }),
    )
    return toOutcome(exported, order, translate)
  },
}

function readWhat(
  { campaign, portraits }: { readonly campaign?: string; readonly portraits?: boolean },
  words: readonly string[],
): ExportOrder['what'] {
  if (campaign === undefined) {
    return { kind: portraits === true ? 'portraits' : 'characters', ids: readIds(words) }
  }
  const [surplus = portraits === true ? '--portraits' : undefined] = words
  if (surplus !== undefined) throw new AppError('command-misused', { reason: surplus })
  return { kind: 'campaign', id: readSubject('campaign', campaign).id }
}

function readFormat(word: string): ExportFormat {
  const format = exportFormats.find((one) => one === word)
  if (format !== undefined) return format
  throw new AppError('command-misused', { reason: `--pictures ${word}` })
}

function toOutcome(exported: Exported, { what }: ExportOrder, translate: Translate): Outcome {
  const { path, characters, portraits, withoutPortrait, encodedAnew } = exported
  const said =
    what.kind === 'portraits'
      ? translate('commandLine.exportedPortraits', { path, count: portraits })
      : translate('commandLine.exported', { path, count: characters })
  const missing = what.kind === 'portraits' ? 'portraitsMissing' : 'withoutPortrait'
  const list = (
    key: 'portraitsMissing' | 'withoutPortrait' | 'reencoded',
    names: readonly string[],
  ) => (names.length === 0 ? [] : [translate(`export.${key}`, { count: names.length }), ...names])
  const text = [said, ...list(missing, withoutPortrait), ...list('reencoded', encodedAnew)]
  const isWhole = withoutPortrait.length === 0
  return { json: { export: exported }, text: text.join('\n'), exitCode: isWhole ? 0 : 1 }
}
