import { Button, Group, Input, SegmentedControl, Select, Text, Textarea } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { artStyles, maximumPromptLength, moods } from '../../shared/generation'
import { languages } from '../../shared/preferences'
import type { Subject } from '../../shared/subject'
import { translator, useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { type Draft, type PromptChoices, promptFieldId, withChoices } from './draft'
import classes from './generate-dock.module.css'
import { usePrompt } from './prompt'

interface PromptEditorProps {
  readonly subject: Subject
  readonly name: string
  readonly draft: Draft
  readonly onChange: (changes: Partial<Draft>) => void
  /** Enter in what is written. */
  readonly onSend: () => void
}

/** What the portrait shall be: chosen from lists, wished for freely, and editable to the last word. */
export function PromptEditor({ subject, name, draft, onChange, onSend }: PromptEditorProps) {
  const t = useWords()
  const prompt = usePrompt(subject, draft)
  const choose = (choices: Partial<PromptChoices>) => onChange(withChoices(draft, choices))
  return (
    <>
      <WishField draft={draft} onChange={choose} onSend={onSend} />
      <LookChoices draft={draft} onChange={choose} />
      <div className={classes.prompt}>
        <Group justify="space-between" align="flex-end" mb={4}>
          <Input.Label htmlFor={promptFieldId}>{t('generate.prompt')}</Input.Label>
          <PromptLanguage draft={draft} onChange={choose} />
        </Group>
        <Textarea
          id={promptFieldId}
          data-dock="prompt"
          autosize
          minRows={4}
          maxRows={10}
          maxLength={maximumPromptLength}
          dir="auto"
          value={prompt.text}
          onKeyDown={sendAtEnter(onSend)}
          onChange={(event) => onChange({ edited: event.currentTarget.value })}
        />
        <Group gap={8} mt={6} mih={26} role={prompt.isBehind ? 'alert' : undefined}>
          <Text size="xs" c={prompt.isBehind ? 'var(--ck-mark)' : 'var(--ck-quiet)'}>
            {t(
              prompt.isBehind
                ? 'generate.promptStale'
                : prompt.isEdited
                  ? 'generate.promptEdited'
                  : 'generate.promptBuilt',
              { name },
            )}
          </Text>
          {prompt.isEdited && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => onChange({ edited: null, editedUnder: null })}
            >
              {t('generate.promptRebuild')}
            </Button>
          )}
          {prompt.isBehind && (
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => onChange({ editedUnder: null })}
            >
              {t('generate.promptKeep')}
            </Button>
          )}
        </Group>
      </div>
      {prompt.error !== null && <ErrorNotice error={prompt.error} />}
    </>
  )
}

interface ChoicesProps {
  readonly draft: Draft
  readonly onChange: (choices: Partial<PromptChoices>) => void
}

/** What the game master adds in their own words. */
export function WishField({
  draft,
  onChange,
  onSend,
}: ChoicesProps & Pick<PromptEditorProps, 'onSend'>) {
  const t = useWords()
  return (
    <Textarea
      data-dock="start"
      label={t('generate.wish')}
      placeholder={t('generate.wishExample')}
      autosize
      minRows={1}
      maxRows={5}
      value={draft.wish}
      dir="auto"
      onKeyDown={sendAtEnter(onSend)}
      onChange={(event) => onChange({ wish: event.currentTarget.value })}
    />
  )
}

/** The language a prompt is written in. */
export function PromptLanguage({ draft, onChange }: ChoicesProps) {
  const t = useWords()
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('generate.language')}
      data={languages.map((id) => ({ value: id, label: t(`generate.languages.${id}`) }))}
      value={draft.language ?? translator.language}
      onChange={(id) => onChange({ language: languages.find((language) => language === id) })}
    />
  )
}

/** Art style and expression. */
export function LookChoices({ draft, onChange }: ChoicesProps) {
  const t = useWords()
  return (
    <div className={classes.pair}>
      <Select
        label={t('generate.artStyle')}
        data={artStyles.map((id) => ({ value: id, label: t(`generate.artStyles.${id}`) }))}
        value={draft.artStyle}
        allowDeselect={false}
        onChange={(id) => onChange({ artStyle: artStyles.find((style) => style === id) })}
      />
      <Select
        label={t('generate.mood')}
        data={moods.map((id) => ({ value: id, label: t(`generate.moods.${id}`) }))}
        value={draft.mood}
        allowDeselect={false}
        onChange={(id) => onChange({ mood: moods.find((mood) => mood === id) })}
      />
    </div>
  )
}

/** Enter sends; with Shift it begins a line, and while an input method is open it belongs to that. */
function sendAtEnter(onSend: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    if (!event.repeat) onSend()
  }
}
