import { AppError } from '../../shared/errors'
import { statusWord } from '../../shared/status-words'
import type { Command, Outcome } from './command'
import { readWords } from './command'

/** Prints every campaign and character, or those a search finds, with the path of the portrait it shows now. */
export const list: Command = {
  changesLibrary: false,
  usage: 'list [--search TEXT] [--tag NAME]… [--any-tag NAME]… [--not-tag NAME]… [--json]',
  run(words, { library, translate }): Outcome {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean' },
      search: { type: 'string', default: '' },
      tag: { type: 'string', multiple: true, default: [] },
      'any-tag': { type: 'string', multiple: true, default: [] },
      'not-tag': { type: 'string', multiple: true, default: [] },
    })
    if (positionals.length > 0) {
      throw new AppError('command-misused', { reason: positionals.join(' ') })
    }
    const idsOf = (names: readonly string[]) => names.map((name) => library.tags.named(name).id)
    const filter = {
      all: idsOf(values.tag),
      any: idsOf(values['any-tag']),
      none: idsOf(values['not-tag']),
    }
    const isFiltered = Object.values(filter).some((ids) => ids.length > 0)
    const { campaigns, characters } = library.campaignTree(values.search, filter)
    const casts = Map.groupBy(characters, ({ campaignId }) => campaignId)
    const nothing =
      values.search.trim() === '' && !isFiltered
        ? 'commandLine.emptyLibrary'
        : 'commandLine.nothingFound'
    const lines = campaigns.flatMap((campaign) => [
      `${campaign.id}  ${campaign.name}  ${campaign.portrait ?? '–'}`,
      ...(casts.get(campaign.id) ?? []).flatMap(({ id, name, portrait, status, tags, snippet }) => [
        [
          `    ${id}  ${name}  ${portrait ?? '–'}`,
          ...(status ? [statusWord(translate, status)] : []),
          ...(tags.length > 0 ? [tags.join(', ')] : []),
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
