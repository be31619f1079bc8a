import { requests } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import { type Command, checkedInput, readWords } from './command'

const text = { type: 'string' } as const

/** Makes a campaign or a character and prints its id. */
export const create: Command = {
  changesLibrary: true,
  usage:
    'create campaign --name NAME | create character --campaign ID --name NAME [--race …] [--class …] [--level N]',
  async run(words, { library }) {
    const { positionals, values } = readWords(words, {
      json: { type: 'boolean' },
      name: text,
      description: text,
      campaign: text,
      race: text,
      class: text,
      level: text,
      gender: text,
    })
    const { json, campaign, level, ...fields } = values
    if (positionals[0] === 'campaign') {
      const given = { name: fields.name, description: fields.description }
      const input = checkedInput(requests['campaigns:create'].input, given)
      const made = await library.commitOffThread(() => library.campaigns.create(input))
      return { json: { campaign: { id: made.id, name: made.name } }, text: String(made.id) }
    }
    if (positionals[0] !== 'character') {
      throw new AppError('command-misused', { reason: positionals.join(' ') })
    }
    const given = {
      ...fields,
      campaignId: Number(campaign),
      level: level === undefined ? null : Number(level),
    }
    const input = checkedInput(requests['characters:create'].input, given)
    const made = await library.commitOffThread(() => library.characters.create(input))
    return { json: { character: { id: made.id, name: made.name } }, text: String(made.id) }
  },
}
