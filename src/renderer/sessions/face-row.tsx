import type { CharacterCard } from '../../shared/character'
import { openCharacter } from '../app/navigation'
import { PortraitImage } from '../ui/portrait-image'
import { HoverTooltip } from '../ui/tooltip'
import classes from './face-row.module.css'

interface FaceRowProps<Person extends CharacterCard> {
  readonly people: readonly Person[]
  readonly size: 'small' | 'large'
  /** What is said of a character beside the name. */
  readonly note?: (person: Person) => string
}

/** People as faces, each of which opens its character. */
export function FaceRow<Person extends CharacterCard>({
  people,
  size,
  note,
}: FaceRowProps<Person>) {
  return (
    <ul className={classes.row} data-size={size}>
      {people.map((person) => (
        <li key={person.id}>
          <HoverTooltip label={note ? `${person.name} · ${note(person)}` : person.name}>
            <button
              type="button"
              className={classes.person}
              aria-label={person.name}
              aria-description={note?.(person)}
              onClick={() => openCharacter(person.id, person.campaignId)}
            >
              <PortraitImage
                kind="character"
                portrayed={person}
                size={128}
                decorative
                marked={false}
                className={classes.face}
              />
              {size === 'large' && (
                <span className={classes.name} dir="auto">
                  {person.name}
                </span>
              )}
            </button>
          </HoverTooltip>
        </li>
      ))}
    </ul>
  )
}
