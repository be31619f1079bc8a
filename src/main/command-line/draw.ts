import { randomBytes } from 'node:crypto'
import { castDrawSchema } from '../../shared/cast-draw'
import { type Command, checkedInput, readWords } from './command'

/** Draws a character of a cast who turns up, and notes it in the open session. */
export const draw: Command = {
  changesLibrary: true,
  usage: 'draw --campaign ID [--seed TEXT] [--weight recent|long-ago|none] [--json]',
  async run(words, { library }) {
    const { values } = readWords(words, {
      json: { type: 'boolean' },
      campaign: { type: 'string' },
      seed: { type: 'string' },
      weight: { type: 'string' },
    })
    const seed = values.seed ?? randomBytes(8).toString('hex')
    const order = checkedInput(castDrawSchema, {
      campaignId: Number(values.campaign),
      seed,
      weight: values.weight,
    })
    const { castDraws } = library
    const { id, campaignId, name, status } = await library.commitOffThread(() => {
      const drawn = castDraws.draw(order)
      castDraws.note(drawn.id)
      return drawn
    })
    return {
      json: { character: { id, campaignId, name, status }, seed },
      text: `${id}  ${name}`,
    }
  },
}
