import type { Command, Outcome } from './command'
import { readWords } from './command'

/** Prints every campaign and character with the path of the portrait it shows now. */
export const list: Command = {
  usage: 'list [--json]',
  run(words, { library, translate }): Outcome {
    readWords(words, { json: { type: 'boolean' } })
    const { campaigns, characters } = library.outline()
    const lines = campaigns.flatMap((campaign) => [
      `${campaign.id}  ${campaign.name}  ${campaign.portrait ?? '–'}`,
      ...characters
        .filter((character) => character.campaignId === campaign.id)
        .map((one) => `    ${one.id}  ${one.name}  ${one.portrait ?? '–'}`),
    ])
    return {
      json: { campaigns, characters },
      text: lines.length > 0 ? lines.join('\n') : translate('commandLine.emptyLibrary'),
    }
  },
}
