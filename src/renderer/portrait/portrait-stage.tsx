import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef, useState } from 'react'
import type { Portrait } from '../../shared/portrait'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { Developing } from '../generate/jobs/developing'
import { JobNote } from '../generate/jobs/job-note'
import { useJobOf } from '../generate/jobs/use-jobs'
import { PortraitImage, type PortraitSubject } from '../ui/portrait-image'
import { makeCurrent, type NamedSubject, starPortraits, trashPortrait } from './actions'
import { DropTarget } from './drop-target'
import { FilmStrip, type FrameId } from './film-strip'
import { useGrowFromCard } from './grow-from-card'
import { LargePortrait } from './large-portrait'
import { MissingFile } from './missing-file'
import { PortraitCaption } from './portrait-caption'
import classes from './portrait-stage.module.css'
import { useSlideIntoStrip } from './slide-into-strip'

interface PortraitStageProps extends NamedSubject {
  readonly portrayed: PortraitSubject
  /** Shown right below the picture: the name, where it is not shown elsewhere. */
  readonly title?: ReactNode
}

/**
 * A large portrait: accepts dropped pictures, shows a new one developing, has the film strip, and explains
 * what is wrong with its file.
 */
export function PortraitStage({ subject, name, portrayed, title }: PortraitStageProps) {
  const t = useWords()
  const { data: history = [] } = useQuery(queries.history(subject))
  const job = useJobOf(subject)
  const stage = useRef<HTMLDivElement>(null)
  const strip = useRef<HTMLDivElement>(null)
  const currentId = portrayed.portrait?.id ?? null
  const [looksAt, look] = useLook(currentId, history)
  const [isLarge, setLarge] = useState(false)
  const shown = history.find(({ id }) => id === looksAt)
  const portrait = looksAt === currentId ? portrayed.portrait : (shown ?? null)
  const seen: PortraitSubject = { ...portrayed, portrait }
  const named = { subject, name }
  useGrowFromCard(stage, subject.kind === 'character')
  useSlideIntoStrip({ subject, currentId, stage })
  return (
    <section className={classes.whole} aria-label={t('portrait.of', { name })}>
      <div className={classes.stage} ref={stage}>
        <DropTarget {...named}>
          <UnstyledButton
            className={classes.enlarge}
            aria-label={t('portrait.enlarge')}
            onClick={() => setLarge(true)}
          >
            <PortraitImage
              kind={subject.kind}
              portrayed={seen}
              marked={false}
              className={classes.picture}
            />
          </UnstyledButton>
          <Developing job={job} />
        </DropTarget>
      </div>
      {job && (
        <div className={classes.job}>
          <JobNote job={job} />
        </div>
      )}
      {title}
      <PortraitCaption {...named} portrayed={portrayed} shown={shown ?? null} looksAt={looksAt} />
      {portrait && portrait.state !== 'sound' && (
        <MissingFile
          {...named}
          state={portrait.state}
          portrait={shown ?? null}
          onHistory={
            history.length > 1
              ? () =>
                  strip.current
                    ?.querySelector<HTMLElement>('[role="option"][tabindex="0"]')
                    ?.focus()
              : null
          }
        />
      )}
      {history.length > 0 && (
        <div ref={strip}>
          <FilmStrip
            subject={subject}
            portrayed={portrayed}
            history={history}
            looksAt={looksAt}
            onLook={look}
            onChoose={(frame) => void makeCurrent(named, frame)}
            onTrash={(portraitId) => void trashPortrait(named, portraitId)}
            onStar={({ id, isStarred }) => void starPortraits([id], !isStarred)}
          />
        </div>
      )}
      {isLarge && (
        <LargePortrait
          kind={subject.kind}
          name={name}
          portrayed={seen}
          onClose={() => setLarge(false)}
        />
      )}
    </section>
  )
}

/** Which frame is looked at: the current portrait, until another one is chosen in the strip. */
function useLook(
  currentId: FrameId,
  history: readonly Portrait[],
): [FrameId, (frame: FrameId) => void] {
  const [look, setLook] = useState({ frame: currentId, current: currentId })
  // Whatever becomes current is what the game master wants to see, so the choice ends there.
  if (look.current !== currentId) setLook({ frame: currentId, current: currentId })
  const { frame } = look
  const isThere = frame === null || history.some(({ id }) => id === frame)
  return [isThere ? frame : currentId, (chosen) => setLook({ frame: chosen, current: currentId })]
}
