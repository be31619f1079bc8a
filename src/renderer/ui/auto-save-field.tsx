import { Autocomplete, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { sentenceOf } from '../app/error-report'
import classes from './auto-save-field.module.css'
import { type AutoSave, useAutoSave } from './use-auto-save'

interface AutoSaveFieldProps extends AutoSave {
  readonly label: string
  readonly description?: string
  readonly placeholder?: string
  /** Grows with its text instead of one line. */
  readonly isLong?: boolean
  /** Words offered while typing; anything else may be typed too. */
  readonly suggestions?: readonly string[]
  /** At the end of the label's line, of a long text. */
  readonly action?: ReactNode
  readonly inputMode?: 'text' | 'numeric' | 'decimal'
  readonly className?: string
  readonly classNames?: Readonly<Record<string, string | undefined>>
}

/** A labelled field that saves itself. Give each record its own `field`, so that nothing is mixed up. */
export function AutoSaveField(props: AutoSaveFieldProps) {
  return <Field key={props.field} {...props} />
}

function Field(props: AutoSaveFieldProps) {
  const { value, field, check, save, restMs, place, isLong, suggestions, action, ...look } = props
  const { text, error, type, enter, leave } = useAutoSave({
    value,
    field,
    check,
    save,
    restMs,
    place,
  })
  const shared = {
    ...look,
    value: text,
    error: error === null ? undefined : sentenceOf(error),
    onFocus: enter,
    onBlur: leave,
    'data-auto-save': field,
  }
  if (suggestions) return <Autocomplete {...shared} data={[...suggestions]} onChange={type} />
  const onChange = (event: { currentTarget: { value: string } }) => type(event.currentTarget.value)
  if (isLong) {
    const { className, ...field } = shared
    return (
      <div className={`${classes.long} ${className ?? ''}`}>
        <Textarea {...field} rows={2} data-grows onChange={onChange} />
        <div className={classes.action}>{action}</div>
      </div>
    )
  }
  return <TextInput {...shared} onChange={onChange} />
}
