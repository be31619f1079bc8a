import { Textarea } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import { nameSchema } from '../../shared/text'
import { sentenceOf } from '../app/error-report'
import { type AutoSave, checkWith, useAutoSave } from './use-auto-save'

const checkName = checkWith(nameSchema)
const veryLong = 90

interface EditableNameProps extends Pick<AutoSave, 'value' | 'field' | 'place' | 'save'> {
  readonly label: string
  readonly heading: 'h1' | 'h2'
  readonly id?: string
  /** Longer names get `data-length="long"`, those over 90 characters `"very-long"`, to be set smaller. */
  readonly longFrom: number
  readonly classNames: {
    readonly heading?: string
    readonly input?: string
    readonly error?: string
  }
}

/** A heading that is edited in place and saves itself; Enter finishes it. */
export function EditableName(props: EditableNameProps) {
  const { label, heading: Heading, id, longFrom, classNames, ...saved } = props
  const { text, error, type, enter, leave } = useAutoSave({ ...saved, check: checkName })
  const finish = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.blur()
  }
  return (
    <Heading className={classNames.heading}>
      <Textarea
        id={id}
        variant="unstyled"
        rows={1}
        data-grows
        data-length={lengthOf(text, longFrom)}
        dir="auto"
        spellCheck={false}
        classNames={{ input: classNames.input, error: classNames.error }}
        aria-label={label}
        data-auto-save={saved.field}
        value={text}
        error={error === null ? undefined : sentenceOf(error)}
        onChange={(event) => type(event.currentTarget.value)}
        onFocus={enter}
        onBlur={leave}
        onKeyDown={finish}
      />
    </Heading>
  )
}

function lengthOf(name: string, longFrom: number): 'long' | 'very-long' | undefined {
  if (name.length > veryLong) return 'very-long'
  return name.length > longFrom ? 'long' : undefined
}
