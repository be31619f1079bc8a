import { Spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query'
import { type ComponentProps, useEffect, useState } from 'react'
import type { CampaignSummary } from '../../../shared/campaign'
import type { CharacterHit } from '../../../shared/character'
import { isolate, joinFacts } from '../../../shared/isolate'
import { createMatcher } from '../../../shared/search'
import { PortraitImage } from '../../ui/portrait-image'
import { queries } from '../api'
import { useWords } from '../i18n'
import { openCampaign, openCharacter, usePlace } from '../navigation'
import { useRecentPeople } from '../recent-people'
import classes from './palette.module.css'
import { chooseFirst, paletteStore, returnFocus } from './palette-store'
import { usePaletteCommands } from './use-palette-commands'

const mostHits = 12
const mostCampaigns = 6

// In the same instant as it appears: the game master may be typing already.
const takeFocus = (field: HTMLInputElement | null) => field?.focus()
const atOnce = { duration: 0 }

/** The first campaigns that answer; with enough of them the others are not looked at. */
function firstAnswers(
  campaigns: readonly CampaignSummary[],
  answers: (text: string) => boolean,
): CampaignSummary[] {
  const found: CampaignSummary[] = []
  for (const campaign of campaigns) {
    if (found.length === mostCampaigns) break
    if (answers(campaign.name)) found.push(campaign)
  }
  return found
}

/** One field that finds every character and campaign, and runs commands. */
export function Palette() {
  const t = useWords()
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const { characters, total, places, actions } = useAnswers(text)
  const recent = useRecent()
  const people = text === '' ? recent : characters
  const first = text === '' ? '' : `${text} ${characters[0]?.id} ${actions[0]?.id} ${places[0]?.id}`
  useEffect(() => {
    // Whatever comes first is what Enter opens, also when it has only just been found.
    if (first !== '') chooseFirst()
  }, [first])
  // A character who is only mentioned somewhere comes after what was typed as a command.
  const isByName = text === '' || characters.some(({ snippet }) => snippet === null)
  const peopleGroup = <People people={people} isRecent={text === ''} />
  const shown = people.length + places.length + actions.length
  return (
    <Spotlight.Root
      store={paletteStore}
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      onSpotlightClose={returnFocus}
      scrollable
      transitionProps={atOnce}
      centered={false}
      yOffset="15dvh"
      maxHeight="min(560px, 70dvh)"
      title={t('palette.open')}
      classNames={{
        action: classes.action,
        actionDescription: classes.quiet,
        actionSection: classes.quiet,
        header: classes.title,
        search: classes.search,
      }}
    >
      <Spotlight.Search
        ref={takeFocus}
        aria-label={t('palette.open')}
        placeholder={t('palette.placeholder')}
        leftSection={<IconSearch size={20} aria-hidden />}
      />
      <p className={classes.count} role="status">
        {text !== '' && t('palette.found', { count: total + places.length + actions.length })}
      </p>
      <Spotlight.ActionsList>
        {isByName && peopleGroup}
        {actions.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.commands')}>
            {actions.map(({ id, label, icon, run }) => (
              <Spotlight.Action key={id} label={label} leftSection={icon} onClick={run} />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {!isByName && peopleGroup}
        {places.length > 0 && (
          <Spotlight.ActionsGroup label={t('palette.campaigns')}>
            {places.map((campaign) => (
              <Spotlight.Action
                key={campaign.id}
                label={isolate(campaign.name)}
                leftSection={<Face kind="campaign" portrayed={campaign} />}
                onClick={() => openCampaign(campaign.id)}
              />
            ))}
          </Spotlight.ActionsGroup>
        )}
        {shown === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** What answers to the text, by kind. */
function useAnswers(text: string) {
  const answers = createMatcher(text)
  // Inside of words nearly every command has any two letters.
  const begins = createMatcher(text, 'word-start')
  const { data: found, isPlaceholderData } = useQuery({
    ...queries.search(text, mostHits),
    enabled: text !== '',
    placeholderData: keepPreviousData,
  })
  const { data: campaigns } = useQuery(queries.campaigns())
  const commands = usePaletteCommands()

  // While an answer is on the way the previous one is shown, but only as far as it still fits.
  const hits = text === '' ? [] : (found?.hits ?? [])
  const characters = isPlaceholderData
    ? hits.filter((hit) => answers(`${hit.name} ${hit.race} ${hit.class}`))
    : hits
  const places = firstAnswers(campaigns ?? [], answers)
  const actions = commands.filter(({ label, otherWords }) => begins(`${label} ${otherWords}`))
  const total = isPlaceholderData ? characters.length : text === '' ? 0 : (found?.total ?? 0)
  return { characters, total, places, actions }
}

/** The people opened lately who can still be opened, without the one who is open. */
function useRecent(): CharacterHit[] {
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

function People({ people, isRecent }: { people: readonly CharacterHit[]; isRecent: boolean }) {
  const t = useWords()
  if (people.length === 0) return null
  return (
    <Spotlight.ActionsGroup label={t(isRecent ? 'palette.recent' : 'palette.characters')}>
      {people.map((hit) => (
        <Spotlight.Action
          key={hit.id}
          label={isolate(hit.name)}
          description={joinFacts([
            hit.campaignName,
            ...(hit.snippet
              ? [t(`search.in.${hit.snippet.in}`, { text: hit.snippet.text })]
              : [hit.race, hit.class]),
          ])}
          leftSection={<Face kind="character" portrayed={hit} />}
          onClick={() => openCharacter(hit.id, hit.campaignId)}
        />
      ))}
    </Spotlight.ActionsGroup>
  )
}

function Face(props: Pick<ComponentProps<typeof PortraitImage>, 'kind' | 'portrayed'>) {
  return <PortraitImage {...props} size={128} decorative marked={false} className={classes.face} />
}
