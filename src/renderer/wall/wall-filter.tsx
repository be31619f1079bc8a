import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type CharacterFilter, characterFilters } from '../../shared/character'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { sessionName } from '../sessions/session-words'
import classes from './wall-toolbar.module.css'

/** The sessions that are offered, newest first. */
const mostSessions = 60

interface WallFilterProps {
  readonly campaignId: number
  readonly filter: CharacterFilter
  readonly sessionId: number | undefined
  readonly onFilter: (filter: CharacterFilter, sessionId: number | undefined) => void
}

/** Who of the cast is on the wall: by portrait, or who was seen in a session. */
export function WallFilter({ campaignId, filter, sessionId, onFilter }: WallFilterProps) {
  const t = useWords()
  const { data } = useQuery(queries.sessions(campaignId))
  const filters = characterFilters.map((value) => ({ value, label: t(`wall.filters.${value}`) }))
  const seen = (data?.sessions ?? [])
    .filter(({ id, mentions }) => mentions.length > 0 || id === sessionId)
    .toReversed()
    .slice(0, mostSessions)
    .map((session) => ({ value: `seen ${session.id}`, label: sessionName(t, session) }))
  const choose = (chosen: string | null) => {
    const session = data?.sessions.find(({ id }) => chosen === `seen ${id}`)
    onFilter(characterFilters.find((known) => known === chosen) ?? 'all', session?.id)
  }
  return (
    <Select
      className={classes.choice}
      aria-label={t('wall.filter')}
      allowDeselect={false}
      value={sessionId === undefined ? filter : `seen ${sessionId}`}
      onChange={choose}
      data={
        seen.length === 0 ? filters : [...filters, { group: t('sessions.seenIn'), items: seen }]
      }
    />
  )
}
