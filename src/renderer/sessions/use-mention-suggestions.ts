import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CharacterCard } from '../../shared/character'
import { createMatcher } from '../../shared/search'
import { queries } from '../app/api'

const mostOffered = 6

/** Who of the cast may be meant by the beginning of a name; those seen last while nothing is typed of it. */
export function useMentionSuggestions(
  campaignId: number,
  name: string | null,
): readonly CharacterCard[] {
  const isAsked = name !== null
  const search = name ?? ''
  const isNamed = search !== ''
  const { data: inPlay } = useQuery({ ...queries.inPlay(campaignId), enabled: isAsked })
  const { data: cast } = useQuery({
    ...queries.cast({ campaignId, search, sort: 'name', filter: 'all', offset: 0, limit: 40 }),
    enabled: isAsked,
    placeholderData: keepPreviousData,
  })
  if (!isAsked) return []
  const people = [...(isNamed ? [] : (inPlay ?? [])), ...(cast?.cards ?? [])]
  const byId = new Map(people.map((one) => [one.id, one]))
  const isMeant = createMatcher(search, 'word-start')
  // The search also finds people by their notes, who are not meant by a name.
  return [...byId.values()].filter((one) => !isNamed || isMeant(one.name)).slice(0, mostOffered)
}
