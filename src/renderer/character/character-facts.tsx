import { z } from 'zod'
import type { Character } from '../../shared/character'
import { characterFieldsSchema } from '../../shared/character'
import { factSchema, notesSchema } from '../../shared/text'
import { AutoSaveField } from '../components/auto-save-field'
import { classSuggestions, genderSuggestions, raceSuggestions } from '../components/suggestions'
import { checkWith } from '../components/use-auto-save'
import { useWords } from '../i18n'
import classes from './character-facts.module.css'
import { useCharacterEdit } from './use-character-edit'

const checkFact = checkWith(factSchema)
const checkText = checkWith(notesSchema)
const isLevel = (text: string) => characterFieldsSchema.shape.level.safeParse(toLevel(text)).success
const checkLevel = checkWith(z.string().refine(isLevel, { error: 'level-out-of-range' }))

/** What the level field says: an empty one says that there is none. */
function toLevel(text: string): number | null {
  return text.trim() === '' ? null : Number(text)
}

/** The facts of a character, each written where it stands and saved by itself. */
export function CharacterFacts({ character }: { readonly character: Character }) {
  const t = useWords()
  const edit = useCharacterEdit(character.id)
  const field = (name: string) => `character:${character.id}:${name}`
  const look = { classNames: { root: classes.field, label: classes.label, input: classes.input } }
  return (
    <section className={classes.facts} aria-label={t('character.facts')}>
      <AutoSaveField
        {...look}
        field={field('race')}
        label={t('character.race')}
        value={character.race}
        check={checkFact}
        suggestions={raceSuggestions(t)}
        save={(race) => edit({ race })}
      />
      <AutoSaveField
        {...look}
        field={field('class')}
        label={t('character.class')}
        value={character.class}
        check={checkFact}
        suggestions={classSuggestions(t)}
        save={(name) => edit({ class: name })}
      />
      <AutoSaveField
        {...look}
        field={field('level')}
        label={t('character.level')}
        value={character.level?.toString() ?? ''}
        check={checkLevel}
        inputMode="numeric"
        save={(level) => edit({ level: toLevel(level) })}
      />
      <AutoSaveField
        {...look}
        field={field('gender')}
        label={t('character.gender')}
        value={character.gender}
        check={checkFact}
        suggestions={genderSuggestions(t)}
        save={(gender) => edit({ gender })}
      />
      <AutoSaveField
        {...look}
        className={classes.long}
        field={field('description')}
        label={t('character.description')}
        value={character.description}
        check={checkText}
        isLong
        save={(description) => edit({ description })}
      />
    </section>
  )
}
