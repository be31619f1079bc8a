import { Group, SegmentedControl, Textarea } from '@mantine/core'
import { type ReactNode, useId, useState } from 'react'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import classes from './markdown-notes.module.css'
import { MarkdownPage } from './markdown-page'
import { type AutoSave, useAutoSave } from './use-auto-save'

interface MarkdownNotesProps extends AutoSave {
  readonly label: string
  readonly placeholder?: string
  /** Beside the choice of writing or reading. */
  readonly action?: ReactNode
}

/** Notes in Markdown that save themselves, to write or to read. */
export function MarkdownNotes(props: MarkdownNotesProps) {
  return <Notes key={props.field} {...props} />
}

function Notes({ label, placeholder, action, ...autoSave }: MarkdownNotesProps) {
  const t = useWords()
  const labelId = useId()
  const { text, error, type, enter, leave } = useAutoSave(autoSave)
  const [view, setView] = useState<'write' | 'read'>('write')
  return (
    <section aria-labelledby={labelId}>
      <Group justify="space-between" mb={6}>
        <span id={labelId} className={classes.label}>
          {label}
        </span>
        <Group gap={6}>
          {action}
          <SegmentedControl
            size="xs"
            value={view}
            onChange={(chosen) => setView(chosen === 'read' ? 'read' : 'write')}
            data={[
              { value: 'write', label: t('field.write') },
              { value: 'read', label: t('field.preview') },
            ]}
            aria-label={t('field.notesView', { label })}
          />
        </Group>
      </Group>
      {view === 'write' ? (
        <Textarea
          rows={6}
          data-grows="far"
          value={text}
          dir="auto"
          placeholder={placeholder}
          aria-labelledby={labelId}
          data-auto-save={autoSave.field}
          error={error === null ? undefined : sentenceOf(error)}
          onChange={(event) => type(event.currentTarget.value)}
          onFocus={enter}
          onBlur={leave}
        />
      ) : (
        <MarkdownPage text={text} />
      )}
    </section>
  )
}
