import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { QuickPart, QuickPerson } from '../../shared/quick-character'
import { queries, request } from '../app/api'
import { attempt } from '../app/toasts'
import { orderInBackground } from '../generate/order-in-background'
import { drawAgain, goBack, shownDraws, startDrawing } from './draws'
import { keepPerson } from './keep-person'

export interface QuickPersonShown {
  /** Undefined until the first one was drawn. */
  readonly person: QuickPerson | undefined
  readonly error: unknown
  readonly name: string
  readonly isNameTyped: boolean
  readonly sound: string | null
  readonly hasEarlier: boolean
  readonly draw: (part: QuickPart | 'all') => void
  readonly back: () => void
  readonly typeName: (name: string) => void
  readonly chooseSound: (sound: string | null) => void
  /** True when the person shown is a character now. A portrait that is ordered with it is not waited for. */
  readonly keep: (withOrder: boolean) => Promise<boolean>
}

/** The person that a quick character would be, and everything that changes who it is. */
export function useQuickPerson(campaignId: number): QuickPersonShown {
  const [people, setPeople] = useState(() => startDrawing(crypto.randomUUID(), null))
  const [typed, setTyped] = useState<string | null>(null)
  const { seed, sound } = people
  const order = { campaignId, seed, sound, draws: shownDraws(people) }
  const { data, error } = useQuery({
    ...queries.quickPerson(order),
    placeholderData: keepPreviousData,
  })
  return {
    person: data,
    error,
    name: typed ?? data?.name ?? '',
    isNameTyped: typed !== null,
    sound,
    hasEarlier: people.at > 0,
    draw: (part) => {
      if (part === 'name' || part === 'all') setTyped(null)
      setPeople(drawAgain(people, part))
    },
    back: () => {
      setTyped(null)
      setPeople(goBack(people))
    },
    typeName: setTyped,
    chooseSound: (chosen) => {
      setTyped(null)
      setPeople(startDrawing(seed, chosen))
    },
    keep: (withOrder) =>
      attempt(async () => {
        // The one that was asked for last, also when it is not on screen yet.
        const person = await request('quick:draw', order)
        const { words, avatarSeed, portraitId } = person
        const name = typed ?? person.name
        const id = await keepPerson({ campaignId, name, words: [...words], avatarSeed, portraitId })
        if (withOrder) void orderInBackground({ kind: 'character', id }, name)
      }),
  }
}
