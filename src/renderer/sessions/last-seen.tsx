import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Character } from '../../shared/character'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { FaceRow } from './face-row'
import { openJournal } from './journal-place'
import classes from './last-seen.module.css'
import { dayText, sessionName } from './session-words'

const fewSessions = 3

/** In which sessions a character was seen, with those who were there as well; nothing before the first mention. */
export function LastSeen({ character }: { readonly character: Character }) {
  const t = useWords()
  const { data: seen } = useQuery(queries.seen(character.id))
  const [showsAll, setShowsAll] = useState(false)
  const [last] = seen?.sessions ?? []
  if (seen === undefined || last === undefined) return null
  const shown = showsAll ? seen.sessions : seen.sessions.slice(0, fewSessions)
  return (
    <section aria-label={t('sessions.seen')}>
      <p className={classes.title}>
        {t('sessions.lastSeen', { number: last.number, count: seen.count })}
      </p>
      <ul className={classes.list}>
        {shown.map((session) => (
          <li key={session.id} className={classes.session}>
            <button
              type="button"
              className={classes.name}
              onClick={() => openJournal(character.campaignId, session.id)}
            >
              <span dir="auto">{sessionName(t, session)}</span>
              <span className={classes.day}>{dayText(session.date)}</span>
            </button>
            <FaceRow people={session.others.slice(0, 5)} size="small" />
          </li>
        ))}
      </ul>
      {!showsAll && seen.sessions.length > fewSessions && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShowsAll(true)}>
          {t('sessions.showAll', { count: seen.sessions.length })}
        </Button>
      )}
    </section>
  )
}
