import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type CastSelection, characterFilters } from '../../shared/character'
import { fixedStatuses } from '../../shared/status'
import { statusWord } from '../../shared/status-words'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { ownStatuses } from '../character/own-statuses'
import { sessionName } from '../sessions/session-words'
import classes from './wall-toolbar.module.css'

/** The sessions that are offered, newest first. */
const mostSessions = 60

/** Who of a cast is shown: by portrait, by status, or who was seen in a session; and by tags. */
export type ShownCast = Pick<CastSelection, 'filter' | 'status' | 'sessionId' | 'tags'>

export const wholeCast: ShownCast = { filter: 'all' }

interface WallFilterProps {
  readonly campaignId: number
  readonly shown: ShownCast
  readonly onChange: (shown: ShownCast) => void
}

const statusMark = 'status:'
const seenMark = 'seen:'

/** The choice of who is on the wall. */
export function WallFilter({ campaignId, shown, onChange }: WallFilterProps) {
  const t = useWords()
  const byStatus = useStatusChoices(campaignId, shown)
  const seen = useSessionChoices(campaignId, shown)
  const [everyone, ...byPortrait] = characterFilters.map((value) => ({
    value,
    label: t(`wall.filters.${value}`),
  }))
  const groups = [
    { group: t('wall.filterGroups.portrait'), items: byPortrait },
    { group: t('wall.filterGroups.status'), items: byStatus },
    { group: t('sessions.seenIn'), items: seen },
  ]
  return (
    <Select
      className={classes.choice}
      aria-label={t('wall.filter')}
      allowDeselect={false}
      maxDropdownHeight={420}
      comboboxProps={{ width: 240, position: 'bottom-start' }}
      value={choiceOf(shown)}
      onChange={(chosen) => onChange({ ...shownFor(chosen ?? 'all'), ...tagsOf(shown) })}
      data={[...(everyone ? [everyone] : []), ...groups.filter(({ items }) => items.length > 0)]}
    />
  )
}

function choiceOf({ filter, status, sessionId }: ShownCast): string {
  if (sessionId !== undefined) return `${seenMark}${sessionId}`
  return status === undefined ? filter : `${statusMark}${status ?? ''}`
}

/** Tags narrow what is chosen here, whatever it is. */
const tagsOf = ({ tags }: ShownCast) => (tags === undefined ? {} : { tags })

function shownFor(value: string): ShownCast {
  if (value.startsWith(seenMark)) {
    return { filter: 'all', sessionId: Number(value.slice(seenMark.length)) }
  }
  if (value.startsWith(statusMark)) {
    return { filter: 'all', status: value.slice(statusMark.length) || null }
  }
  return { filter: characterFilters.find((known) => known === value) ?? 'all' }
}

function useStatusChoices(campaignId: number, { status }: ShownCast) {
  const t = useWords()
  const { data: counts } = useQuery(queries.statuses(campaignId))
  const statuses: string[] = [...fixedStatuses, ...ownStatuses(counts)]
  if (typeof status === 'string' && !statuses.includes(status)) statuses.push(status)
  return [
    ...statuses.map((one) => ({ value: `${statusMark}${one}`, label: statusWord(t, one) })),
    { value: statusMark, label: t('status.none') },
  ]
}

function useSessionChoices(campaignId: number, { sessionId }: ShownCast) {
  const t = useWords()
  const { data } = useQuery(queries.sessions(campaignId))
  return (data?.sessions ?? [])
    .filter(({ id, mentions }) => mentions.length > 0 || id === sessionId)
    .toReversed()
    .slice(0, mostSessions)
    .map((session) => ({ value: `${seenMark}${session.id}`, label: sessionName(t, session) }))
}
