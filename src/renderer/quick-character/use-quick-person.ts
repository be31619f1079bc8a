import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { QuickKeep, QuickOrder, QuickPart, QuickPerson } from '../../shared/quick-character'
import { queries, request } from '../app/api'
import { attempt } from '../app/toasts'
import { orderInBackground } from '../generate/order-in-background'
import { type DrawnPeople, drawAgain, goBack, shownDraws, startDrawing } from './draws'
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
  const client = useQueryClient()
  const [people, setPeople] = useState(() => {
    const first = startDrawing(crypto.randomUUID(), null)
    // Asked for before the strip is there, which takes longer to build than the person to draw.
    void client.prefetchQuery(queries.quickPerson(orderOf(campaignId, first)))
    return first
  })
  const [typed, setTyped] = useState<string | null>(null)
  const { seed, sound } = people
  const order = orderOf(campaignId, people)
  const { data, error, isPlaceholderData } = useQuery({
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
        const isShown = data !== undefined && !isPlaceholderData
        const person = isShown ? data : await request('quick:draw', order)
        const { words, avatarSeed, portraitId } = person
        const name = typed ?? person.name
        const keepable: QuickKeep = {
          campaignId,
          name,
          words: [...words],
          avatarSeed,
          portraitId,
        }
        const id = await keepPerson(keepable, (character) =>
          client.setQueryData(queries.character(character.id).queryKey, character),
        )
        if (withOrder) void orderInBackground({ kind: 'character', id }, name)
      }),
  }
}

function orderOf(campaignId: number, people: DrawnPeople): QuickOrder {
  return { campaignId, seed: people.seed, sound: people.sound, draws: shownDraws(people) }
}
