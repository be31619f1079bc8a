import { Button, Group, Modal, Select, TextInput, UnstyledButton } from '@mantine/core'
import { IconArrowBackUp, IconDice5, IconListLetters } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { bustStyle, portraitUrl } from '../../shared/portrait'
import { type QuickPerson, quickWordParts } from '../../shared/quick-character'
import { tableSentence } from '../../shared/table-sentence'
import { nameSchema } from '../../shared/text'
import { queries } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { openWordLists } from '../app/navigation'
import { usePreferences } from '../app/preferences'
import { AvatarPreview } from '../generate/avatar-chooser'
import { blankDraft } from '../generate/draft'
import { useProvider } from '../generate/service'
import { ErrorNotice } from '../ui/error-notice'
import { IconButton } from '../ui/icon-button'
import { checkWith } from '../ui/use-auto-save'
import { OrderChoice } from './order-choice'
import classes from './quick-strip.module.css'
import { type QuickPersonShown, useQuickPerson } from './use-quick-person'

const checkName = checkWith(nameSchema)

interface QuickStripProps {
  readonly campaignId: number
  readonly onClose: () => void
}

/** A person with a face, a name and three words, drawn again part by part until Enter keeps them. */
export function QuickStrip({ campaignId, onClose }: QuickStripProps) {
  const t = useWords()
  const shown = useQuickPerson(campaignId)
  const { person, error, name, isNameTyped } = shown
  const refusal = isNameTyped ? checkName(name) : null
  const nameField = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // What is typed next replaces a drawn name, also one that came after the field had the keyboard.
    const field = nameField.current
    if (name !== '' && !isNameTyped && document.activeElement === field) field?.select()
  }, [name, isNameTyped])
  const [{ orderAfterKeeping }] = usePreferences()
  const { profile } = useProvider(blankDraft)
  const keep = async (withOrder = orderAfterKeeping && profile !== null) => {
    if (person !== undefined && refusal === null && (await shown.keep(withOrder))) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      size={760}
      title={t('quick.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {error !== null && <ErrorNotice error={error} />}
      <TableProblems campaignId={campaignId} />
      <fieldset
        className={classes.person}
        aria-label={t('quick.person')}
        onKeyDown={(event) => press(event, shown, (withOrder) => void keep(withOrder))}
      >
        <UnstyledButton
          className={classes.face}
          aria-label={t('quick.face')}
          onClick={() => shown.draw('face')}
        >
          {person && <Face person={person} />}
        </UnstyledButton>
        <div className={classes.parts}>
          <Group gap="xs" align="flex-start" wrap="nowrap">
            <TextInput
              ref={nameField}
              className={classes.name}
              aria-label={t('field.name')}
              data-autofocus
              dir="auto"
              value={name}
              error={refusal && sentenceOf(refusal)}
              onFocus={(event) => event.currentTarget.select()}
              onChange={(event) => shown.typeName(event.currentTarget.value)}
            />
            <IconButton label={t('quick.drawName')} onClick={() => shown.draw('name')}>
              <IconDice5 size={20} stroke={1.6} aria-hidden />
            </IconButton>
          </Group>
          <div className={classes.words}>
            {quickWordParts.map((part, at) => (
              <UnstyledButton key={part} className={classes.word} onClick={() => shown.draw(part)}>
                <span className={classes.label}>{t(`quick.${part}`)}</span>
                <span>{person?.words[at]}</span>
              </UnstyledButton>
            ))}
          </div>
          <p className={classes.note}>{alike(person, isNameTyped, t)}</p>
        </div>
      </fieldset>
      <p className={classes.keys}>{t('quick.keys')}</p>
      <OrderChoice />
      <Group justify="space-between" align="flex-end">
        <Group gap="xs" align="flex-end">
          <SoundSelect campaignId={campaignId} shown={shown} />
          <IconButton label={t('words.open')} onClick={openWordLists}>
            <IconListLetters size={20} stroke={1.6} aria-hidden />
          </IconButton>
        </Group>
        <Group gap="xs">
          <Button
            variant="subtle"
            leftSection={<IconArrowBackUp size={18} aria-hidden />}
            disabled={!shown.hasEarlier}
            onClick={shown.back}
          >
            {t('quick.back')}
          </Button>
          <Button variant="default" onClick={() => shown.draw('all')}>
            {t('quick.drawAll')}
          </Button>
          <Button disabled={person === undefined || refusal !== null} onClick={() => void keep()}>
            {t('quick.keep')}
          </Button>
        </Group>
      </Group>
      <div className={classes.announced} role="status">
        {person && `${person.name}. ${person.words.join(', ')}.`}
      </div>
    </Modal>
  )
}

/** Enter keeps the person, with Ctrl or Command orders a portrait as well; Space draws a part again and with Shift all of them, Backspace goes back. */
function press(
  event: KeyboardEvent,
  shown: QuickPersonShown,
  keep: (withOrder?: boolean) => void,
): void {
  const isTyping = event.target instanceof HTMLInputElement && shown.isNameTyped
  const isName = event.target instanceof HTMLInputElement
  const act = (run: () => void) => {
    event.preventDefault()
    run()
  }
  const isMod = event.ctrlKey || event.metaKey
  if (event.key === 'Enter' && !event.nativeEvent.isComposing) act(() => keep(isMod || undefined))
  else if (event.key === ' ' && event.shiftKey) act(() => shown.draw('all'))
  else if (event.key === ' ' && isName && !isTyping) act(() => shown.draw('name'))
  else if (event.key === 'Backspace' && !isTyping) act(shown.back)
}

function alike(
  person: QuickPerson | undefined,
  isNameTyped: boolean,
  t: ReturnType<typeof useWords>,
): string {
  const names = isNameTyped ? '' : (person?.soundsLike ?? []).join(', ')
  return names === '' ? '' : t('quick.soundsLike', { names })
}

function Face({ person }: { readonly person: QuickPerson }) {
  const { portraitId, avatarSeed } = person
  if (portraitId === null) {
    return <AvatarPreview style={bustStyle} seed={avatarSeed} className={classes.avatar} />
  }
  return <img src={portraitUrl(null, { portraitId, size: 512 })} alt="" draggable={false} />
}

/** Which tables are left out, and why. */
function TableProblems({ campaignId }: { readonly campaignId: number }) {
  const t = useWords()
  const { data } = useQuery(queries.quickSounds(campaignId))
  return data?.problems.map((problem) => (
    <p key={problem.file} className={classes.problem}>
      {tableSentence(t, problem)}
    </p>
  ))
}

interface SoundSelectProps {
  readonly campaignId: number
  readonly shown: QuickPersonShown
}

function SoundSelect({ campaignId, shown }: SoundSelectProps) {
  const t = useWords()
  const { data } = useQuery(queries.quickSounds(campaignId))
  const sounds = data?.sounds ?? []
  // A table that the game master added has the name of its file.
  const label = (sound: string) => t(`quick.sounds.${sound}`, { defaultValue: sound })
  return (
    <Select
      label={t('quick.sound')}
      data={sounds.map((sound) => ({ value: sound, label: label(sound) }))}
      placeholder={t('quick.anySound')}
      value={shown.sound}
      clearable
      w={200}
      onChange={shown.chooseSound}
    />
  )
}
