import { AppError } from '../../shared/errors'
import { statusWord } from '../../shared/status-words'
import type { Command, Outcome } from './command'
import { readWords } from './command'

/** Prints every campaign and character, or those a search finds, with the path of the portrait it shows now. */
export const list: Command = {
  changesLibrary: false,
  usage: 'list [--search TEXT] [--json]',
  run(words, { library, translate }): Outcome {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean' },
      search: { type: 'string', default: '' },
    })
    if (positionals.length > 0) {
      throw new AppError('command-misused', { reason: positionals.join(' ') })
    }
    const { campaigns, characters } = library.campaignTree(values.search)
    const casts = Map.groupBy(characters, ({ campaignId }) => campaignId)
    const nothing =
      values.search.trim() === '' ? 'commandLine.emptyLibrary' : 'commandLine.nothingFound'
    const lines = campaigns.flatMap((campaign) => [
      `${campaign.id}  ${campaign.name}  ${campaign.portrait ?? '–'}`,
      ...(casts.get(campaign.id) ?? []).flatMap(({ id, name, portrait, status, snippet }) => [
        [
          `    ${id}  ${name}  ${portrait ?? '–'}`,
          ...(status ? [statusWord(translate, status)] : []),
        ].join('  '),
        ...(snippet
          ? [`        ${translate(`search.in.${snippet.in}`, { text: snippet.text })}`]
          : []),
      ]),
    ])
    return {
      json: { campaigns, characters },
      text: lines.length > 0 ? lines.join('\n') : translate(nothing),
    }
  },
}
