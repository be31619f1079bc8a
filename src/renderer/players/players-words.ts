import { listNames } from '../../shared/isolate'
import { faceKey, type PlayersFace, type PlayersState } from '../../shared/players'
import type { Translator } from '../../shared/translate'

/** The name of a face as it stands in a sentence or a list. */
export function nameOfFace({ t }: Pick<Translator, 't'>, { name }: PlayersFace): string {
  return name ?? t('players.unnamed')
}

/** One sentence: what went wrong, or what the players' page has painted. */
export function playersSentence(
  { t, language }: Pick<Translator, 't' | 'language'>,
  state: PlayersState,
): string {
  const { trouble, seen, stage, isBlack, window } = state
  if (trouble !== null) return t(`players.trouble.${trouble}`)
  if (window === 'closed') return t('players.window')
  const wanted = isBlack ? [] : stage
  const isPainted = seen.faces.map(faceKey).join() === wanted.map(faceKey).join()
  if (!isPainted) return t('players.waiting')
  if (seen.faces.length === 0) return t('players.seesBlack')
  const names = listNames(
    seen.faces.map((face) => nameOfFace({ t }, face)),
    language,
  )
  return t(seen.areNamesShown ? 'players.seenNamed' : 'players.seen', { names })
}
