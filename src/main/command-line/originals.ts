import { AppError } from '../../shared/errors'
import { listNames } from '../../shared/isolate'
import type { Command, CommandContext, Outcome } from './command'
import { readWords } from './command'

/** Counts the originals of compressed portraits, restores them, or deletes them permanently. */
export const originals: Command = {
  changesLibrary: true,
  usage: 'originals [--put-back | --let-go --yes] [--json]',
  async run(words, context): Promise<Outcome> {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      'put-back': { type: 'boolean' },
      'let-go': { type: 'boolean' },
      yes: { type: 'boolean' },
    })
    if (positionals.length > 0) {
      throw new AppError('command-misused', { reason: positionals.join(' ') })
    }
    const isBoth = values['put-back'] && values['let-go']
    if (isBoth || Boolean(values.yes) !== Boolean(values['let-go'])) {
      throw new AppError('command-misused', { reason: isBoth ? '--let-go' : '--yes' })
    }
    if (values['put-back']) return putBack(context)
    return values['let-go'] ? deleteOriginals(context) : countOriginals(context)
  },
}

async function countOriginals({ library, translate }: CommandContext): Promise<Outcome> {
  const { originals: kept } = await library.compression.overview()
  const nothing = translate('commandLine.noOriginals')
  const text = kept.count === 0 ? nothing : translate('compression.originals.text', { ...kept })
  return { json: { originals: kept }, text }
}

async function putBack({ library, translate, language, signal }: CommandContext): Promise<Outcome> {
  const job = { signal, onProgress: () => undefined }
  const { count, lost } = await library.compression.putBack(undefined, job)
  const lines = [translate('compression.originals.putBackDone', { count })]
  if (lost.length > 0) {
    lines.push(translate('compression.originals.lost', { names: listNames(lost, language) }))
  }
  const json = { putBack: { count, lost } }
  return { json, text: lines.join('\n'), exitCode: lost.length > 0 ? 1 : 0 }
}

async function deleteOriginals({ library, translate, language }: CommandContext): Promise<Outcome> {
  const { count, bytes, stayed } = await library.compression.deleteOriginals()
  const gone = translate('compression.originals.goneSome', { count, bytes })
  const lines = count > 0 ? [gone] : []
  if (stayed.length > 0) {
    const names = stayed.map(({ name }) => name || translate('compression.originals.unassigned'))
    lines.push(
      translate('compression.originals.stayed', {
        count: stayed.length,
        names: listNames(names, language),
      }),
      'castkeeper originals --put-back',
    )
  }
  const json = { letGo: { count, bytes, stayed } }
  const text = lines.length > 0 ? lines.join('\n') : translate('commandLine.noOriginals')
  return { json, text, exitCode: stayed.length > 0 ? 1 : 0 }
}
