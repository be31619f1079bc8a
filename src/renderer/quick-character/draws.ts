import {
  firstDraws,
  type QuickDraws,
  type QuickPart,
  quickParts,
} from '../../shared/quick-character'

/** The people that were drawn so far, and which of them is shown. */
export interface DrawnPeople {
  readonly seed: string
  readonly sound: string | null
  /** Every person in the order they were shown, the first one first. */
  readonly history: readonly QuickDraws[]
  readonly at: number
}

/** The first person of a seed. */
export function startDrawing(seed: string, sound: string | null): DrawnPeople {
  return { seed, sound, history: [firstDraws], at: 0 }
}

export function shownDraws({ history, at }: DrawnPeople): QuickDraws {
  return history[at] ?? firstDraws
}

/** One part drawn again, or all of them. What was drawn after the person shown is forgotten. */
export function drawAgain(people: DrawnPeople, part: QuickPart | 'all'): DrawnPeople {
  const shown = shownDraws(people)
  const parts = part === 'all' ? quickParts : [part]
  const next = { ...shown }
  // Beyond every draw so far, so that going back and drawing again brings a new person.
  for (const one of parts) next[one] = 1 + Math.max(...people.history.map((draws) => draws[one]))
  const history = [...people.history.slice(0, people.at + 1), next]
  return { ...people, history, at: history.length - 1 }
}

/** The person before the one shown; the first one stays. */
export function goBack(people: DrawnPeople): DrawnPeople {
  return { ...people, at: Math.max(people.at - 1, 0) }
}
