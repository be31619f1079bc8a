import { ActionIcon, Kbd } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import { IconArrowLeft, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useState } from 'react'
import type { CharacterHit } from '../../../shared/character'
import { announce } from '../announcer'
import { translator, useWords } from '../i18n'
import classes from './palette.module.css'
import { CampaignGroup, CommandGroup, People, PersonGroup } from './palette-groups'
import { chooseFirst, highlighted, paletteStore, returnFocus } from './palette-store'
import { usePaletteAnswers, useRecentHits } from './use-palette-answers'

// In the same instant as it appears: the game master may be typing already.
const takeFocus = (field: HTMLInputElement | null) => field?.focus()
const atOnce = { duration: 0 }

/** One field that finds every character and campaign, acts on whom it has found, and runs commands. */
export function Palette() {
  const t = useWords()
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const { person, enter, leave, close } = usePerson(typed, setTyped)
  const searched = person === null ? text : ''
  const { characters, total, places, actions } = usePaletteAnswers(searched)
  const recent = useRecentHits()
  const people = searched === '' ? recent : characters
  const first = [text, person?.id, characters[0]?.id, actions[0]?.id, places[0]?.id].join(' ')
  useEffect(() => {
    // Whatever comes first is what Enter opens, also when it has only just been found.
    if (first.trim() !== '') chooseFirst()
  }, [first])
  // A character who is only mentioned somewhere comes after what was typed as a command.
  const isByName = searched === '' || characters.some(({ snippet }) => snippet === null)
  const peopleGroup = <People people={people} isRecent={searched === ''} onActions={enter} />
  const shown = people.length + places.length + actions.length
  const count = total + places.length + actions.length
  return (
    <Spotlight.Root
      store={paletteStore}
      query={typed}
      onQueryChange={setTyped}
      shortcut={null}
      onSpotlightClose={() => {
        close()
        returnFocus()
      }}
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
        actionsGroup: classes.group,
        actionsList: classes.answers,
        body: classes.body,
        content: classes.content,
        header: classes.title,
        search: classes.search,
      }}
    >
      <Spotlight.Search
        ref={takeFocus}
        aria-label={t('palette.open')}
        placeholder={
          person === null
            ? t('palette.placeholder')
            : t('palette.actionsPlaceholder', { name: person.name })
        }
        leftSection={
          person === null ? <IconSearch size={20} aria-hidden /> : <BackButton onClick={leave} />
        }
        leftSectionPointerEvents={person === null ? 'none' : 'all'}
        // Escape steps out of the actions first, and closes the palette after that.
        data-mantine-stop-propagation={person !== null}
        onKeyDown={(event) => press(event, { typed, people, person, enter, leave })}
      />
      <p className={classes.count} role="status">
        {searched !== '' && t('palette.found', { count })}
      </p>
      <Spotlight.ActionsList>
        {person !== null ? (
          <PersonGroup person={person} text={text} />
        ) : (
          <>
            {isByName && peopleGroup}
            <CommandGroup commands={actions} />
            {!isByName && peopleGroup}
            <CampaignGroup campaigns={places} />
            {shown === 0 && <Spotlight.Empty>{t('palette.nothing')}</Spotlight.Empty>}
          </>
        )}
      </Spotlight.ActionsList>
      {person === null && people.length > 0 && <Keys />}
    </Spotlight.Root>
  )
}

/** Whose actions are shown; what was typed before comes back when they are left. */
function usePerson(typed: string, setTyped: (typed: string) => void) {
  const [shown, show] = useState<{ readonly person: CharacterHit; readonly typed: string } | null>(
    null,
  )
  return {
    person: shown?.person ?? null,
    enter: (person: CharacterHit) => {
      show({ person, typed })
      setTyped('')
      announce(translator.t('palette.actionsFor', { name: person.name }))
    },
    leave: () => {
      show(null)
      setTyped(shown?.typed ?? '')
    },
    close: () => show(null),
  }
}

interface Press {
  readonly typed: string
  readonly people: readonly CharacterHit[]
  readonly person: CharacterHit | null
  readonly enter: (person: CharacterHit) => void
  readonly leave: () => void
}

/** The keys that lead to the actions of the highlighted character, and back. */
function press(event: KeyboardEvent<HTMLInputElement>, state: Press): void {
  const { typed, people, person, enter, leave } = state
  const { key, shiftKey, currentTarget } = event
  if (event.nativeEvent.isComposing) return
  // The field keeps the keyboard, so what the arrows reach is said.
  if (key === 'ArrowDown' || key === 'ArrowUp') {
    queueMicrotask(() => announce(highlighted()?.textContent ?? ''))
    return
  }
  if (person !== null) {
    const isBack = typed === '' && (key === 'Backspace' || key === 'ArrowLeft')
    if (key !== 'Escape' && key !== 'Tab' && !isBack) return
    event.preventDefault()
    if (key !== 'Tab' || shiftKey) leave()
    return
  }
  const isAtEnd = currentTarget.selectionStart === typed.length
  if (!(key === 'Tab' && !shiftKey) && !(key === 'ArrowRight' && isAtEnd)) return
  const chosen = people.find(({ id }) => String(id) === highlighted()?.dataset.person)
  if (chosen === undefined) return
  event.preventDefault()
  enter(chosen)
}

function BackButton({ onClick }: { readonly onClick: () => void }) {
  const t = useWords()
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      tabIndex={-1}
      aria-label={t('palette.back')}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onClick}
    >
      <IconArrowLeft size={20} aria-hidden />
    </ActionIcon>
  )
}

function Keys() {
  const t = useWords()
  return (
    <Spotlight.Footer className={classes.keys}>
      <span>
        <Kbd size="xs">↵</Kbd> {t('palette.openKey')}
      </span>
      <span>
        <Kbd size="xs">→</Kbd> {t('palette.actionsKey')}
      </span>
    </Spotlight.Footer>
  )
}
