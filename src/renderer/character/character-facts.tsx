import { z } from 'zod'
import type { Character } from '../../shared/character'
import { characterFieldsSchema, levelFromText } from '../../shared/character'
import { factSchema, notesSchema } from '../../shared/text'
import { useWords } from '../app/i18n'
import { characterText } from '../app/undo/text-edits'
import { TagField } from '../tags/tag-field'
import { VersionsButton } from '../text-versions/versions-button'
import { AutoSaveField } from '../ui/auto-save-field'
import { classSuggestions, genderSuggestions, raceSuggestions } from '../ui/suggestions'
import { checkWith } from '../ui/use-auto-save'
import classes from './character-facts.module.css'
import { StatusField } from './status-field'
import { useCharacterEdit } from './use-character-edit'

const checkFact = checkWith(factSchema)
const checkText = checkWith(notesSchema)
const isLevel = (text: string) =>
  characterFieldsSchema.shape.level.safeParse(levelFromText(text)).success
const checkLevel = checkWith(z.string().refine(isLevel, { error: 'level-out-of-range' }))

/** The facts of a character, each written where it stands and saved by itself. */
export function CharacterFacts({ character }: { readonly character: Character }) {
  const t = useWords()
  const edit = useCharacterEdit(character.id)
  const text = (property: 'race' | 'class' | 'level' | 'gender' | 'description') =>
    characterText(character, property, t(`character.${property}`))
  const look = { classNames: { root: classes.field, label: classes.label, input: classes.input } }
  return (
    <section className={classes.facts} aria-label={t('character.facts')}>
      <AutoSaveField
        {...look}
        {...text('race')}
        label={t('character.race')}
        value={character.race}
        check={checkFact}
        suggestions={raceSuggestions(t)}
        save={(race) => edit({ race })}
      />
      <AutoSaveField
        {...look}
        {...text('class')}
        label={t('character.class')}
        value={character.class}
        check={checkFact}
        suggestions={classSuggestions(t)}
        save={(name) => edit({ class: name })}
      />
      <AutoSaveField
        {...look}
        {...text('level')}
        label={t('character.level')}
        value={character.level?.toString() ?? ''}
        check={checkLevel}
        inputMode="numeric"
        save={(level) => edit({ level: levelFromText(level) })}
      />
      <AutoSaveField
        {...look}
        {...text('gender')}
        label={t('character.gender')}
        value={character.gender}
        check={checkFact}
        suggestions={genderSuggestions(t)}
        save={(gender) => edit({ gender })}
      />
      <StatusField key={character.id} character={character} />
      <TagField
        key={`tags-${character.id}`}
        tagged={{ kind: 'character', id: character.id }}
        className={classes.long}
        classNames={{ root: classes.field, label: classes.label, input: classes.input }}
      />
      <AutoSaveField
        {...look}
        className={classes.long}
        {...text('description')}
        action={<VersionsButton place={text('description').place} />}
        label={t('character.description')}
        value={character.description}
        check={checkText}
        isLong
        save={(description) => edit({ description })}
      />
    </section>
  )
}
