import { createContext, useContext, useMemo } from 'react'
import { replaceMentions } from '../../shared/mentions'
import type { MentionedPerson, Session } from '../../shared/session'
import { useWords } from '../app/i18n'
import { openCharacter } from '../app/navigation'
import { MarkdownPage } from '../ui/markdown-page'
import { WebLink } from '../ui/web-link'
import classes from './session-text.module.css'

type LinkProps = Parameters<typeof WebLink>[0]

const anyPerson = /^castkeeper:character\/(\d+)$/

const People = createContext<ReadonlyMap<number, MentionedPerson>>(new Map())

/** The text of a session for reading: each mention is a button that opens the character. */
export function SessionText({ session }: { readonly session: Session }) {
  const { text, people } = session
  const byId = useMemo(() => new Map(people.map((person) => [person.id, person])), [people])
  const page = replaceMentions(text, ({ id, name }) => {
    const shown = (byId.get(id)?.name ?? name).replace(/[\\`*_[\]<>&~]/g, '\\$&')
    return `[${shown}](castkeeper:character/${id})`
  })
  return (
    <People value={byId}>
      <MarkdownPage text={page} link={SessionLink} isBare />
    </People>
  )
}

function SessionLink({ href, children }: LinkProps) {
  const people = useContext(People)
  const id = anyPerson.exec(href ?? '')?.[1]
  if (id === undefined) return <WebLink href={href}>{children}</WebLink>
  return <Mention person={people.get(Number(id))}>{children}</Mention>
}

interface MentionProps extends Pick<LinkProps, 'children'> {
  readonly person: MentionedPerson | undefined
}

function Mention({ person, children }: MentionProps) {
  const t = useWords()
  if (person?.state !== 'here' || person.card === null) {
    const why = t(person?.state === 'trashed' ? 'sessions.inTrash' : 'sessions.gone')
    return (
      <span className={classes.mention} data-gone title={why}>
        {children}
        <span className={classes.why}> ({why})</span>
      </span>
    )
  }
  const { id, campaignId } = person.card
  return (
    <button type="button" className={classes.mention} onClick={() => openCharacter(id, campaignId)}>
      {children}
    </button>
  )
}
