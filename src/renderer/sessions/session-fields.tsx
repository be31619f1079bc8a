import { TextInput } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { NameOf } from '../../shared/mentions'
import { shownText } from '../../shared/mentions'
import { daySchema, type Session } from '../../shared/session'
import { factSchema, notesSchema } from '../../shared/text'
import { request } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { changeText, sessionText } from '../app/undo/text-edits'
import { VersionsButton } from '../text-versions/versions-button'
import { AutoSaveField } from '../ui/auto-save-field'
import { type AutoSave, checkWith, useAutoSave } from '../ui/use-auto-save'
import { MentionText } from './mention-text'
import classes from './session-card.module.css'
import { sessionName } from './session-words'

const checkTitle = checkWith(factSchema)
const checkText = checkWith(notesSchema)

/** Title, day and text of a session, which save themselves. */
export function SessionFields({ session }: { readonly session: Session }) {
  const t = useWords()
  const { id, people } = session
  const named = { id, name: sessionName(t, session) }
  const nameOf = useMemo((): NameOf => {
    const names = new Map(people.map((person) => [person.id, person.name]))
    return (one) => names.get(one)
  }, [people])
  const text = sessionText(named, 'text', t('sessions.text'))
  return (
    <div className={classes.fields}>
      <div className={classes.facts}>
        <AutoSaveField
          {...sessionText(named, 'title', t('sessions.title'))}
          label={t('sessions.title')}
          className={classes.titleField}
          value={session.title}
          check={checkTitle}
          save={(title) => request('sessions:edit', { id, changes: { title } })}
        />
        <DayField key={session.date} session={session} />
      </div>
      <TextField
        key={text.field}
        {...text}
        campaignId={session.campaignId}
        label={t('sessions.text')}
        nameOf={nameOf}
        value={session.text}
        check={checkText}
        save={(typed, textBefore) =>
          request('sessions:edit', { id, changes: { text: typed, textBefore } })
        }
      />
    </div>
  )
}

interface TextFieldProps extends AutoSave {
  readonly campaignId: number
  readonly label: string
  readonly nameOf: NameOf
}

function TextField({ campaignId, label, nameOf, ...autoSave }: TextFieldProps) {
  const t = useWords()
  const { text, error, type, enter, leave } = useAutoSave({
    ...autoSave,
    shown: (stored) => shownText(stored, nameOf),
  })
  return (
    <div className={classes.textField}>
      <div className={classes.versions}>
        {autoSave.place && <VersionsButton place={autoSave.place} />}
      </div>
      <MentionText
        campaignId={campaignId}
        label={label}
        placeholder={t('sessions.textPlaceholder')}
        text={text}
        onText={type}
        nameOf={nameOf}
        data-grows="far"
        data-auto-save={autoSave.field}
        error={error === null ? undefined : sentenceOf(error)}
        onFocus={enter}
        onBlur={leave}
      />
    </div>
  )
}

/** The day is saved when the field is left: while it is typed, it is another one at each key. */
function DayField({ session }: { readonly session: Session }) {
  const t = useWords()
  const [day, setDay] = useState(session.date)
  const save = () => {
    if (day === session.date) return
    if (!daySchema.safeParse(day).success) return setDay(session.date)
    const named = { id: session.id, name: sessionName(t, session) }
    void attempt(() => changeText(sessionText(named, 'date', t('sessions.date')).place, day))
  }
  return (
    <TextInput
      type="date"
      label={t('sessions.date')}
      value={day}
      onChange={(event) => setDay(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => event.key === 'Enter' && save()}
    />
  )
}
