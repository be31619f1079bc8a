import {
  Button,
  Group,
  Input,
  SegmentedControl,
  Select,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core'
import { artStyles, maximumPromptLength, moods } from '../../shared/generation'
import { languages } from '../../shared/preferences'
import type { Subject } from '../../shared/subject'
import { translator, useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { type Draft, type PromptChoices, promptFieldId, withChoices } from './draft'
import classes from './generate-form.module.css'
import { usePrompt } from './prompt'

interface PromptEditorProps {
  readonly subject: Subject
  readonly name: string
  readonly draft: Draft
  readonly onChange: (changes: Partial<Draft>) => void
}

/** What the portrait shall be: chosen from lists, wished for freely, and editable to the last word. */
export function PromptEditor({ subject, name, draft, onChange }: PromptEditorProps) {
  const t = useWords()
  const prompt = usePrompt(subject, draft)
  const choose = (choices: Partial<PromptChoices>) => onChange(withChoices(draft, choices))
  return (
    <>
      <div className={classes.pair}>
        <Select
          label={t('generate.artStyle')}
          data={artStyles.map((id) => ({ value: id, label: t(`generate.artStyles.${id}`) }))}
          value={draft.artStyle}
          allowDeselect={false}
          onChange={(id) => choose({ artStyle: artStyles.find((style) => style === id) })}
        />
        <Select
          label={t('generate.mood')}
          data={moods.map((id) => ({ value: id, label: t(`generate.moods.${id}`) }))}
          value={draft.mood}
          allowDeselect={false}
          onChange={(id) => choose({ mood: moods.find((mood) => mood === id) })}
        />
      </div>
      <TextInput
        data-autofocus
        label={t('generate.wish')}
        placeholder={t('generate.wishExample')}
        value={draft.wish}
        dir="auto"
        onChange={(event) => choose({ wish: event.currentTarget.value })}
      />
      <div className={classes.prompt}>
        <Group justify="space-between" align="flex-end" mb={4}>
          <Input.Label htmlFor={promptFieldId}>{t('generate.prompt')}</Input.Label>
          <SegmentedControl
            size="xs"
            aria-label={t('generate.language')}
            data={languages.map((id) => ({ value: id, label: t(`generate.languages.${id}`) }))}
            value={draft.language ?? translator.language}
            onChange={(id) => choose({ language: languages.find((language) => language === id) })}
          />
        </Group>
        <Textarea
          id={promptFieldId}
          autosize
          minRows={4}
          maxRows={10}
          maxLength={maximumPromptLength}
          dir="auto"
          value={prompt.text}
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
