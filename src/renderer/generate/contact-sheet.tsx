import { Button, Kbd } from '@mantine/core'
import { IconArrowsDiff, IconCheck, IconRefresh, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useRef, useState } from 'react'
import type { GenerationJob } from '../../shared/generation'
import { portraitUrl } from '../../shared/portrait'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { isTyping } from '../app/keys/shortcuts'
import { CompareDialog } from '../gallery/compare-dialog'
import type { NamedSubject } from '../portrait/actions'
import { useRestores } from '../ui/restores'
import { generateAgain } from './again'
import classes from './contact-sheet.module.css'
import { dockSubjects, openDock } from './dock'
import { isUnderWay } from './jobs/use-jobs'
import { keepPicture, pairToCompare, type SheetPicture, trashRest, useSheet } from './results'

interface Sheet {
  readonly pictures: readonly SheetPicture[]
  readonly keep: (picture: SheetPicture) => void
  readonly trashRest: () => void
  /** Null when there are no two pictures to compare. */
  readonly compare: (() => void) | null
  readonly compared: readonly [number, number] | null
  readonly endCompare: () => void
  /** The sheet's keys: a number keeps, X trashes the rest, C compares. */
  readonly press: (event: KeyboardEvent<HTMLElement>) => void
}

/** What came for this subject, and what can be done with it by button or by key. */
export function useContactSheet(named: NamedSubject): Sheet {
  const pictures = useSheet(named.subject)
  const { data: history = [] } = useQuery(queries.history(named.subject))
  const [compared, setCompared] = useState<readonly [number, number] | null>(null)
  const pair = pictures.length > 0 ? pairToCompare(pictures, history) : null
  const opener = useRef<Element | null>(null)
  const compare =
    pair &&
    (() => {
      opener.current = document.activeElement
      setCompared(pair)
    })
  const keep = (picture: SheetPicture) => void keepPicture(named, picture)
  const trash = () => {
    // The picture that has the focus may be among them.
    openDock(dockSubjects(), 'results')
    void trashRest(named, pictures)
  }
  const press = (event: KeyboardEvent<HTMLElement>) => {
    const { target, currentTarget, key } = event
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.repeat
    const isHere = target instanceof Node && currentTarget.contains(target)
    if (!isPlain || !isHere || isTyping(event.target as Element) || event.defaultPrevented) return
    const picture = pictures[Number(key) - 1]
    if (picture) keep(picture)
    else if (key.toLowerCase() === 'x' && pictures.length > 0) trash()
    else if (key.toLowerCase() === 'c' && compare) compare()
    else return
    event.preventDefault()
  }
  const endCompare = () => {
    setCompared(null)
    if (opener.current instanceof HTMLElement) opener.current.focus()
  }
  return { pictures, keep, trashRest: trash, compare, compared, endCompare, press }
}

/** An order asks for four pictures at most. */
const comingPlaces = ['first', 'second', 'third', 'fourth'] as const

interface ContactSheetProps extends NamedSubject {
  readonly sheet: Sheet
  readonly job: GenerationJob | undefined
  /** The portrait that is shown now. */
  readonly currentId: number | null
}

/** What the orders of this window brought for a subject: kept one by one, the rest trashed at once. */
export function ContactSheet({ subject, name, sheet, job, currentId }: ContactSheetProps) {
  const t = useWords()
  const restores = useRestores()
  const { pictures, compared } = sheet
  const coming = job && isUnderWay(job) ? job.count : 0
  const hasRest = pictures.some(({ isKept }) => !isKept)
  const isEmpty = pictures.length + coming === 0
  return (
    <section
      tabIndex={-1}
      data-dock="results"
      className={classes.sheet}
      data-empty={isEmpty || undefined}
      aria-label={t('generate.results', { name })}
    >
      <ul className={classes.pictures} data-many={pictures.length + coming > 4 || undefined}>
        {pictures.map((picture, index) => (
          <li key={picture.portrait.id} className={classes.place}>
            <button
              type="button"
              className={classes.picture}
              aria-pressed={picture.isKept}
              aria-label={t(
                picture.portrait.id === currentId ? 'generate.pictureShown' : 'generate.picture',
                { number: index + 1 },
              )}
              onClick={() => sheet.keep(picture)}
            >
              <img
                src={portraitUrl(subject, {
                  portraitId: picture.portrait.id,
                  size: 512,
                  restores,
                })}
                alt=""
                draggable={false}
              />
              <Kbd size="xs" className={classes.number} aria-hidden>
                {index + 1}
              </Kbd>
              {picture.isKept && <IconCheck className={classes.kept} size={22} aria-hidden />}
            </button>
            {picture.portrait.id === currentId && (
              <span className={classes.shown} aria-hidden>
                {t('generate.shown')}
              </span>
            )}
          </li>
        ))}
        {comingPlaces.slice(0, coming).map((place) => (
          <li key={place} className={classes.coming} aria-hidden />
        ))}
      </ul>
      <p className={classes.said} role="status">
        {pictures.length > 0 && t('generate.came', { count: pictures.length })}
      </p>
      {pictures.length > 0 && (
        <div className={classes.ways}>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconRefresh size={16} aria-hidden />}
            rightSection={<Kbd size="xs">R</Kbd>}
            disabled={coming > 0}
            onClick={() => void generateAgain(subject)}
          >
            {t('generate.again')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowsDiff size={16} aria-hidden />}
            rightSection={<Kbd size="xs">C</Kbd>}
            disabled={sheet.compare === null}
            onClick={() => sheet.compare?.()}
          >
            {t('generate.compare')}
          </Button>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconTrash size={16} aria-hidden />}
            rightSection={<Kbd size="xs">X</Kbd>}
            disabled={!hasRest}
            onClick={sheet.trashRest}
          >
            {t('generate.trashRest')}
          </Button>
        </div>
      )}
      {compared && <CompareDialog ids={compared} onClose={sheet.endCompare} />}
    </section>
  )
}
