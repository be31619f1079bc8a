import { Button, Kbd, TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { nameSchema } from '../../shared/text'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { modName } from '../app/keys/key-names'
import { useShortcut } from '../app/keys/shortcuts'
import { redo, toastError, undo } from '../app/toasts'
import { checkWith } from '../ui/use-auto-save'
import classes from './empty-card.module.css'
import { closeNewCard, createFromCard, finishNewCard, generateForNew, useNewCard } from './new-card'

const checkName = checkWith(nameSchema)

/** The name on the card, and what is done with it. */
function useNewName(campaignId: number) {
  const { made } = useNewCard()
  const [name, setName] = useState('')
  const [error, setError] = useState<unknown>(null)
  const newest = useRef(name)
  const type = (typed: string) => {
    newest.current = typed
    setName(typed)
  }
  const fail = (failed: string, failure: unknown) => {
    // A fast typist may have begun the next name by now.
    if (newest.current !== '') {
      toastError(failure, { retry: () => void send(failed) })
      return
    }
    type(failed)
    setError(failure)
  }
  const send = async (entered: string) => {
    try {
      await createFromCard(campaignId, entered)
    } catch (failure) {
      fail(entered, failure)
    }
  }
  /** False when the name is refused, which the field says then. */
  const enter = (): boolean => {
    // After a name, Enter once more leads to the next one, which is here already.
    if (name.trim() === '' && made.length > 0) return true
    const refusal = checkName(name)
    setError(refusal)
    if (refusal !== null) return false
    void send(name)
    type('')
    return true
  }
  return { name, error, type, enter }
}

/** An empty card in front of the wall: Enter creates a character and empties it for the next one. */
export function EmptyCard({ campaignId }: { readonly campaignId: number }) {
  const t = useWords()
  const { asked } = useNewCard()
  const field = useRef<HTMLInputElement>(null)
  const { name, error, type, enter } = useNewName(campaignId)
  useEffect(() => {
    // The card is below the toolbar, which is in sight however far the wall is scrolled.
    if (asked) field.current?.focus({ preventScroll: true })
  }, [asked])
  const finish = () => void finishNewCard()
  const generate = () => {
    if (enter()) void generateForNew()
  }
  useShortcut('close', finish)
  const press = (event: KeyboardEvent) => {
    const { key, shiftKey } = event
    if (event.nativeEvent.isComposing) return
    const isMod = event.ctrlKey || event.metaKey
    if (key === 'Enter' && isMod) generate()
    else if (key === 'Enter') enter()
    else if (key === 'Escape') finish()
    else if (isMod && name === '' && key.toLowerCase() === 'z') void (shiftKey ? redo() : undo())
    else return
    event.preventDefault()
  }
  return (
    <fieldset
      className={classes.card}
      aria-label={t('wall.newCharacter')}
      onBlur={({ currentTarget, relatedTarget }) => {
        // Nothing is lost with an empty card; while the window is in the background, it stays.
        const isInside = currentTarget.contains(relatedTarget)
        if (document.hasFocus() && !isInside && name.trim() === '') closeNewCard()
      }}
    >
      <div className={classes.frame} aria-hidden />
      <div className={classes.beside}>
        <TextInput
          ref={field}
          aria-label={t('field.name')}
          placeholder={t('wall.newName')}
          dir="auto"
          autoComplete="off"
          value={name}
          error={error === null ? undefined : sentenceOf(error)}
          onChange={(event) => type(event.currentTarget.value)}
          onKeyDown={press}
        />
        <div className={classes.ways}>
          <Way label={t('wall.createCharacter')} keys={[t('keys.enter')]} run={enter} />
          <Way
            label={t('wall.createAndGenerate')}
            keys={[modName, t('keys.enter')]}
            run={generate}
          />
          <Way label={t('wall.newDone')} keys={['Esc']} run={finish} />
        </div>
      </div>
    </fieldset>
  )
}

interface WayProps {
  readonly label: string
  readonly keys: readonly string[]
  readonly run: () => void
}

/** What a key of the card does, as a button that leaves the keyboard in the field. */
function Way({ label, keys, run }: WayProps) {
  return (
    <Button
      size="compact-xs"
      variant="subtle"
      color="gray"
      rightSection={
        <span className={classes.keys} aria-hidden>
          {keys.map((key) => (
            <Kbd key={key} size="xs">
              {key}
            </Kbd>
          ))}
        </span>
      }
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      {label}
    </Button>
  )
}
