import { AppError } from '../../shared/errors'
import { createSampleCast } from '../campaigns/sample-cast'
import { type Command, readWords } from './command'

/** Adds a campaign of eight people to try things on, and prints its id; `--remove` moves one to the trash. */
export const sample: Command = {
  changesLibrary: true,
  usage: 'sample [--remove ID] [--json]',
  async run(words, { library, translate }) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      remove: { type: 'string' },
    })
    const { remove } = values
    if (positionals.length > 0 || (remove !== undefined && !/^\d{1,15}$/.test(remove))) {
      throw new AppError('command-misused', { reason: positionals.join(' ') || (remove ?? '') })
    }
    if (remove !== undefined) {
      const id = Number(remove)
      await library.commitOffThread(() => library.campaigns.trash(id))
      return { json: { trashed: { id } }, text: String(id) }
    }
    const { id, name } = await library.commitOffThread(() => createSampleCast(library, translate))
    return { json: { campaign: { id, name } }, text: String(id) }
  },
}
