import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import type { CharacterHit } from '../../../shared/character'
import { createMatcher } from '../../../shared/search'
import { findWithTypos } from '../../../shared/typos'
import { queries } from '../api'
import { usePlace } from '../navigation'
import { useRecentPeople } from '../recent-people'
import { usePaletteCommands } from './use-palette-commands'

const mostHits = 12
const mostCampaigns = 6

/** What answers to the text, by kind. */
export function usePaletteAnswers(text: string) {
  const answers = createMatcher(text)
  const { data: found, isPlaceholderData } = useQuery({
    ...queries.search(text, mostHits),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  const commands = usePaletteCommands()

  // While an answer is on the way the previous one is shown, but only as far as it still fits.
  const hits = text === '' ? [] : (found?.hits ?? [])
  const characters = isPlaceholderData
    ? hits.filter((hit) => answers(`${hit.name} ${hit.race} ${hit.class}`))
    : hits
  const places = findWithTypos(campaigns, text, {
    wordsOf: ({ name }) => name,
    most: mostCampaigns,
  })
  // Inside of words nearly every command has any two letters.
  const actions = findWithTypos(commands, text, {
    wordsOf: ({ words }) => words,
    beginsWord: true,
  })
  const total = isPlaceholderData ? characters.length : text === '' ? 0 : (found?.total ?? 0)
  return { characters, total, places, actions }
}

/** The people opened lately who can still be opened, without the one who is open. */
export function useRecentHits(): CharacterHit[] {
  const { characterId } = usePlace()
  const { data: campaigns } = useQuery(queries.campaigns())
  const ids = useRecentPeople().filter((id) => id !== characterId)
  const answers = useQueries({
    queries: ids.map((id) => ({ ...queries.character(id), retry: false })),
  })
  return answers.flatMap(({ data: person, isError }) => {
    const home = campaigns?.find(({ id }) => id === person?.campaignId)
    if (isError || person === undefined || home === undefined || person.trashedAt !== null)
      return []
    return { ...person, campaignName: home.name, snippet: null }
  })
}
