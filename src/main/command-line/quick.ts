import { randomBytes } from 'node:crypto'
import { requests } from '../../shared/contract'
import type { QuickPerson } from '../../shared/quick-character'
import { tableSentence } from '../../shared/table-sentence'
import type { Translate } from '../../shared/translate'
import { type Command, checkedInput, readWords } from './command'

/** Draws a person from the tables and keeps them as a character; with `--dry-run` the library stays as it is. */
export const quick: Command = {
  changesLibrary: true,
  usage: 'quick --campaign ID [--seed TEXT] [--sound NAME] [--dry-run] [--json]',
  async run(words, { library, translate, language }) {
    const { values } = readWords(words, {
      json: { type: 'boolean' },
      campaign: { type: 'string' },
      seed: { type: 'string' },
      sound: { type: 'string' },
      'dry-run': { type: 'boolean' },
    })
    const order = checkedInput(requests['quick:draw'].input, {
      campaignId: Number(values.campaign),
      seed: values.seed ?? randomBytes(8).toString('hex'),
      sound: values.sound ?? null,
    })
    const { quickCharacters } = library
    const person = await quickCharacters.draw(order, language)
    const isKept = values['dry-run'] !== true
    const { campaignId, name, avatarSeed, portraitId } = person
    const kept = isKept
      ? await quickCharacters.keep({
          campaignId,
          name,
          words: [...person.words],
          avatarSeed,
          portraitId,
        })
      : null
    const character = kept?.character ?? null
    const { problems } = await quickCharacters.sounds(campaignId)
    const portrait = library.portraits.find(character?.portrait?.id ?? portraitId ?? 0)
    return {
      json: {
        character: toJson(person, character?.id ?? null, portrait?.path ?? null),
        ...(person.soundsLike.length > 0 ? { soundsLike: person.soundsLike } : {}),
        ...(problems.length > 0 ? { problems } : {}),
      },
      text: [
        toText(person, character?.id ?? null, translate),
        ...problems.map((problem) => tableSentence(translate, problem)),
      ].join('\n'),
    }
  },
}

function toJson(
  { campaignId, name, words, seed, sound }: QuickPerson,
  id: number | null,
  portrait: string | null,
) {
  return { id, campaignId, name, portrait, words, seed, sound }
}

function toText(
  { name, words, soundsLike }: QuickPerson,
  id: number | null,
  translate: Translate,
): string {
  const said = translate('commandLine.quickPerson', { name, words: words.join(', ') })
  const names = soundsLike.join(', ')
  const alike = names === '' ? [] : [translate('commandLine.soundsLike', { names })]
  return [id === null ? said : `${id}  ${said}`, ...alike].join('\n')
}
