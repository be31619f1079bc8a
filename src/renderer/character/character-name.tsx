import { Textarea } from '@mantine/core'
import type { KeyboardEvent } from 'react'
import type { Character } from '../../shared/character'
import { nameSchema } from '../../shared/text'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { characterText } from '../app/undo/text-edits'
import { checkWith, useAutoSave } from '../ui/use-auto-save'
import classes from './character-name.module.css'
import { useCharacterEdit } from './use-character-edit'

const checkName = checkWith(nameSchema)

/** The character's name, which is written over where it stands. */
export function CharacterName({ character }: { readonly character: Character }) {
  const t = useWords()
  const edit = useCharacterEdit(character.id)
  const named = characterText(character, 'name', t('character.name'))
  const { text, error, type, enter, leave } = useAutoSave({
    value: character.name,
    ...named,
    check: checkName,
    save: (name) => edit({ name }),
  })
  const finish = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
    event.preventDefault()
    event.currentTarget.blur()
  }
  return (
    <h2 className={classes.title}>
      <Textarea
        variant="unstyled"
        autosize
        minRows={1}
        dir="auto"
        spellCheck={false}
        classNames={{ input: classes.name }}
        data-length={lengthOf(text)}
        aria-label={t('character.name')}
        data-auto-save={named.field}
        value={text}
        error={error === null ? undefined : sentenceOf(error)}
        onChange={(event) => type(event.currentTarget.value)}
        onFocus={enter}
        onBlur={leave}
        onKeyDown={finish}
      />
    </h2>
  )
}

/** Long names are set smaller, so that the portrait stays in sight. */
function lengthOf(name: string): 'short' | 'long' | 'endless' {
  if (name.length > 90) return 'endless'
  return name.length > 36 ? 'long' : 'short'
}
