import { ActionIcon, Button, Menu, Skeleton } from '@mantine/core'
import {
  IconCircle,
  IconCircleCheck,
  IconDots,
  IconFileExport,
  IconTrash,
} from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JournalSession, Session } from '../../shared/session'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { openDialog } from '../app/navigation'
import { ErrorNotice } from '../ui/error-notice'
import { FaceRow } from './face-row'
import { openOrCloseSession, removeSession } from './session-actions'
import classes from './session-card.module.css'
import { SessionFields } from './session-fields'
import { SessionText } from './session-text'
import { dayText, sessionName } from './session-words'

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const
/** Longer texts are shown with their beginning first, in UTF-16 units. */
const shortLength = 1_400
const mostFaces = 14

/** A session in the journal: to be read, or to be written while it is open. */
export function SessionCard({ session: summary }: { readonly session: JournalSession }) {
  const t = useWords()
  const {
    data: session,
    error,
    refetch,
  } = useQuery({
    ...queries.session(summary.id),
    placeholderData: keepPreviousData,
  })
  const [mode, setMode] = useState<'write' | 'read' | null>(null)
  const isWriting = (mode ?? (summary.isOpen ? 'write' : 'read')) === 'write'
  const name = sessionName(t, summary)
  return (
    <article className={classes.session} aria-label={name} data-open={summary.isOpen || undefined}>
      <header className={classes.head}>
        <h2 className={classes.name} dir="auto">
          {name}
        </h2>
        <time className={classes.day} dateTime={summary.date}>
          {dayText(summary.date)}
        </time>
        {summary.isOpen && <span className={classes.open}>{t('sessions.open')}</span>}
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.mode}
          onClick={() => setMode(isWriting ? 'read' : 'write')}
        >
          {t(isWriting ? 'sessions.read' : 'sessions.write')}
        </Button>
        <SessionMenu session={summary} />
      </header>
      {error !== null && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      {session === undefined && error === null && <Skeleton height={96} radius="sm" />}
      {session && (isWriting ? <SessionFields session={session} /> : <Reading session={session} />)}
    </article>
  )
}

function Reading({ session }: { readonly session: Session }) {
  const t = useWords()
  const [showsAll, setShowsAll] = useState(false)
  const isCut = session.text.length > shortLength && !showsAll
  const faces = session.people.flatMap(({ card, state }) =>
    card !== null && state === 'here' ? [card] : [],
  )
  if (session.text.trim() === '') return <p className={classes.empty}>{t('sessions.empty')}</p>
  return (
    <>
      <div className={classes.text} data-cut={isCut || undefined}>
        <SessionText session={session} />
      </div>
      {isCut && (
        <Button variant="subtle" size="compact-sm" onClick={() => setShowsAll(true)}>
          {t('sessions.showText')}
        </Button>
      )}
      {faces.length > 0 && (
        <div className={classes.faces}>
          <FaceRow people={faces.slice(0, mostFaces)} size="small" />
        </div>
      )}
    </>
  )
}

function SessionMenu({ session }: { readonly session: JournalSession }) {
  const t = useWords()
  const { id, campaignId } = session
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('sessions.menu')}>
          <IconDots size={20} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={session.isOpen ? <IconCircleCheck {...icon} /> : <IconCircle {...icon} />}
          onClick={() => void openOrCloseSession(session)}
        >
          {t(session.isOpen ? 'sessions.closeIt' : 'sessions.openIt')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileExport {...icon} />}
          onClick={() => openDialog({ kind: 'export-sessions', campaignId, sessionId: id })}
        >
          {t('sessions.export.open')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          color="var(--ck-danger)"
          leftSection={<IconTrash {...icon} />}
          onClick={() => void removeSession(session)}
        >
          {t('sessions.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
