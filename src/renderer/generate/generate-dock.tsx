import { CloseButton, Select, Text } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { type ProviderId, providerIds } from '../../shared/generation'
import { type Subject, subjectKey } from '../../shared/subject'
import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import { usePlace } from '../app/navigation'
import { subjectMark } from '../portrait/current-subject'
import { useSubject } from '../portrait/use-subject'
import { ErrorNotice } from '../ui/error-notice'
import { focusOnWall } from '../wall/wall-focus'
import { AvatarPane } from './avatar-pane'
import { ContactSheet, useContactSheet } from './contact-sheet'
import { closeDock, dockSubjects, followInDock, takeDockOpener, useDock } from './dock'
import { type Draft, useDraft, useDraftForSeveral } from './draft'
import { FaceWithProgress } from './face-with-progress'
import classes from './generate-dock.module.css'
import { useJobOf } from './jobs/use-jobs'
import { useProvider } from './service'
import { ServicePane } from './service-pane'
import { SeveralAvatars } from './several-avatars'
import { SeveralSubjects } from './several-subjects'

interface GenerateDockProps {
  /** Where it stands in the window. */
  readonly className: string | undefined
}

/** Orders portraits at an image service, or draws avatars, beside the wall. Closing it stops nothing. */
export function GenerateDock({ className }: GenerateDockProps) {
  const t = useWords()
  const { subjects } = useDock()
  const [subject] = subjects
  const name = useSubject(subject ?? noCharacter)?.name ?? ''
  const isOne = subjects.length === 1
  useShortcut('close', closeDock)
  useFollowOpenCharacter()
  useFocusBack()
  if (subject === undefined) return null
  return (
    <aside
      data-generate-dock
      className={`${className ?? ''} ${classes.dock}`}
      aria-label={
        isOne
          ? t('generate.title', { name })
          : t('generate.titleSeveral', { count: subjects.length })
      }
      onKeyDown={closeAtEscape}
      {...(isOne ? subjectMark(subject) : {})}
    >
      {isOne ? (
        <OneSubject key={subjectKey(subject)} subject={subject} />
      ) : (
        <Several subjects={subjects} />
      )}
    </aside>
  )
}

/** The dock for one face. */
function OneSubject({ subject }: { readonly subject: Subject }) {
  const t = useWords()
  const portrayed = useSubject(subject)
  const job = useJobOf(subject)
  const name = portrayed?.name ?? ''
  const [draft, change] = useDraft(subject)
  const { isKnown, chosen, profile, error } = useProvider(draft)
  const sheet = useContactSheet({ subject, name })
  useFocusWanted(isKnown)
  const pane = { subject, name, draft, onChange: change, onClose: closeDock }
  return (
    <section aria-label={name} className={classes.one} onKeyDown={sheet.press}>
      <header className={classes.head}>
        <FaceWithProgress subject={subject} className={classes.frame} />
        <div className={classes.headline}>
          <Text size="sm" c="var(--ck-quiet)">
            {t('generate.heading')}
          </Text>
          <h2 className={classes.title} dir="auto">
            {name}
          </h2>
        </div>
        <CloseButton className={classes.close} aria-label={t('app.close')} onClick={closeDock} />
      </header>
      <ServiceChoice chosen={chosen} onChange={change} />
      {error !== null && <ErrorNotice error={error} />}
      {isKnown && chosen === 'avatar' && <AvatarPane {...pane} />}
      {profile && (
        <ServicePane
          {...pane}
          profile={profile}
          sheet={
            <ContactSheet
              subject={subject}
              name={name}
              sheet={sheet}
              job={job}
              currentId={portrayed?.portrait?.id ?? null}
            />
          }
        />
      )}
    </section>
  )
}

/** The dock for several characters at once. */
function Several({ subjects }: { readonly subjects: readonly Subject[] }) {
  const t = useWords()
  const [draft, change] = useDraftForSeveral()
  const { isKnown, chosen, profile, error } = useProvider(draft)
  useFocusWanted(isKnown)
  const pane = { subjects, draft, onChange: change, onClose: closeDock }
  return (
    <>
      <header className={classes.head}>
        <div className={classes.headline}>
          <Text size="sm" c="var(--ck-quiet)">
            {t('generate.headingSeveral')}
          </Text>
          <h2 className={classes.title}>{t('generate.several', { count: subjects.length })}</h2>
        </div>
        <CloseButton className={classes.close} aria-label={t('app.close')} onClick={closeDock} />
      </header>
      <ServiceChoice chosen={chosen} onChange={change} />
      {error !== null && <ErrorNotice error={error} />}
      {isKnown && chosen === 'avatar' && <SeveralAvatars {...pane} />}
      {profile && <SeveralSubjects {...pane} profile={profile} />}
    </>
  )
}

interface ServiceChoiceProps {
  readonly chosen: ProviderId
  readonly onChange: (changes: Partial<Draft>) => void
}

/** What makes the portrait: a service, or this computer. */
function ServiceChoice({ chosen, onChange }: ServiceChoiceProps) {
  const t = useWords()
  return (
    <Select
      className={classes.providers}
      aria-label={t('generate.provider')}
      data={providerIds.map((id) => ({ value: id, label: t(`settings.providers.${id}`) }))}
      value={chosen}
      allowDeselect={false}
      onChange={(id) => onChange({ provider: providerIds.find((known) => known === id) })}
    />
  )
}

const noCharacter: Subject = { kind: 'character', id: 1 }

function isInDock(element: Element | null): boolean {
  return element?.closest('[data-generate-dock]') != null
}

/** Escape closes what is innermost: a list under a field first. */
function closeAtEscape(event: KeyboardEvent<HTMLElement>): void {
  const { target } = event
  if (event.key !== 'Escape' || event.defaultPrevented) return
  if (!(target instanceof HTMLElement) || !isInDock(target)) return
  if (target.getAttribute('aria-expanded') === 'true') return
  event.preventDefault()
  closeDock()
}

/** Puts the keyboard where the dock was asked to have it, once that is drawn. */
function useFocusWanted(isDrawn: boolean): void {
  const { wanted } = useDock()
  const done = useRef<object | null>(null)
  useEffect(() => {
    if (!isDrawn || done.current === wanted) return
    done.current = wanted
    const find = (place: string) =>
      document.querySelector<HTMLElement>(`[data-generate-dock] [data-dock="${place}"]`)
    const goal = find(wanted.place) ?? find('start')
    goal?.focus()
  }, [isDrawn, wanted])
}

/** Another character that is opened on the wall is the one to make a portrait of. */
function useFollowOpenCharacter(): void {
  const { characterId } = usePlace()
  const known = useRef(characterId)
  useEffect(() => {
    if (known.current === characterId) return
    known.current = characterId
    if (characterId !== null) followInDock({ kind: 'character', id: characterId })
  }, [characterId])
}

/** After the dock was closed from inside, the keyboard is where it was opened from, or on the wall. */
function useFocusBack(): void {
  useEffect(
    () => () => {
      const { activeElement, body } = document
      const isLost = activeElement === null || activeElement === body
      if (dockSubjects().length > 0 || !isLost) return
      const opener = takeDockOpener()
      opener?.focus()
      if (document.activeElement === body) focusOnWall({ kind: 'anyone' })
    },
    [],
  )
}
