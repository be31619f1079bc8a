import { requests } from '../../shared/contract'
import { AppError } from '../../shared/errors'
import type { Translate } from '../../shared/translate'
import {
  type IgnoredLine,
  maximumListLength,
  readWordList,
  type WordListKind,
  type WordLists,
  wordListKinds,
} from '../../shared/word-lists'
import { type Command, checkedInput, readWords } from './command'
import { readTextInput } from './text-input'

const mixes = ['mine', 'both'] as const

/** Shows the names and words that a campaign has of its own, or replaces one of the lists. */
export const words: Command = {
  changesLibrary: true,
  usage:
    'words --campaign ID [--kind names|does|is|wants] [--set FILE|-] [--clear] [--mix mine|both] [--json]',
  async run(args, { library, translate, workingFolder }) {
    const { values, positionals } = readWords(args, {
      json: { type: 'boolean' },
      campaign: { type: 'string' },
      kind: { type: 'string' },
      set: { type: 'string' },
      clear: { type: 'boolean' },
      mix: { type: 'string' },
    })
    const kind = oneOf(wordListKinds, values.kind, '--kind')
    const mix = oneOf(mixes, values.mix, '--mix')
    const isChange = values.set !== undefined || values.clear === true || mix !== undefined
    const isUnclear = values.set !== undefined && values.clear === true
    if (positionals.length > 0 || isUnclear || (isChange && kind === undefined)) {
      throw new AppError('command-misused', { reason: positionals.join(' ') || '--kind' })
    }
    const { campaignId } = checkedInput(requests['quick:word-lists'].input, {
      campaignId: Number(values.campaign),
    })
    if (!isChange || kind === undefined) {
      return outcome(library.wordLists.read(campaignId), { kind, ignored: [], translate })
    }
    const text = values.set === undefined ? undefined : await readList(values.set, workingFolder)
    const changes = checkedInput(requests['quick:change-word-lists'].input, {
      campaignId,
      lists: {
        [kind]: {
          text: values.clear === true ? '' : text,
          isOnly: mix === undefined ? undefined : mix === 'mine',
        },
      },
    })
    const { after } = await library.commitOffThread(() => library.wordLists.change(changes))
    return outcome(after, { kind, ignored: readWordList(text ?? '').ignored, translate })
  },
}

function oneOf<Word extends string>(
  known: readonly Word[],
  word: string | undefined,
  option: string,
): Word | undefined {
  const found = known.find((one) => one === word)
  if (word !== undefined && found === undefined) {
    throw new AppError('command-misused', { reason: `${option} ${word}` })
  }
  return found
}

/** An empty file empties nothing: that is what `--clear` is for. */
async function readList(path: string, workingFolder: string): Promise<string> {
  const text = await readTextInput({
    path,
    workingFolder,
    maximumLength: maximumListLength,
    tooLong: 'word-list-too-long',
    notText: 'word-list-unusable',
  })
  if (text.trim() === '') throw new AppError('word-list-unusable')
  return text
}

interface Told {
  readonly kind: WordListKind | undefined
  readonly ignored: readonly IgnoredLine[]
  readonly translate: Translate
}

function outcome(lists: WordLists, { kind, ignored, translate }: Told) {
  const shown = kind === undefined ? wordListKinds : [kind]
  const json = Object.fromEntries(
    shown.map((one) => [
      one,
      { entries: lists[one].entries, mix: lists[one].isOnly ? 'mine' : 'both' },
    ]),
  )
  const lines = shown.map((one) =>
    translate(lists[one].isOnly ? 'commandLine.words.only' : 'commandLine.words.both', {
      kind: one,
      count: lists[one].entries.length,
    }),
  )
  const leftOut = ignored.slice(0, mostTold).map(({ line, reason }) =>
    translate('commandLine.words.ignored', {
      line,
      reason: translate(`words.reasons.${reason}`),
    }),
  )
  const more = ignored.length - leftOut.length
  const rest = more > 0 ? [translate('commandLine.words.more', { count: more })] : []
  const entries = kind === undefined || ignored.length > 0 ? [] : lists[kind].entries
  return {
    json: { words: json, ...(ignored.length > 0 ? { ignored } : {}) },
    text: [...lines, ...leftOut, ...rest, ...entries].join('\n'),
  }
}

const mostTold = 10
