import { Button, ScrollArea, UnstyledButton } from '@mantine/core'
import { IconTrash, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { faceKey, type PlayersFace, type PlayersState } from '../../shared/players'
import { request } from '../app/api'
import { translator, useWords } from '../app/i18n'
import { modName } from '../app/keys/key-names'
import { attempt } from '../app/toasts'
import { IconButton } from '../ui/icon-button'
import { Mirror, PlayersFacePicture } from './mirror'
import { closePlayersWindow, pickPlayersScreen, stepInQueue } from './players-commands'
import classes from './players-panel.module.css'
import { nameOfFace, playersSentence } from './players-words'

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

interface PlayersPanelProps {
  readonly state: PlayersState
  /** True where the mirror beside it is too small to see anything in it. */
  readonly isMirrorSmall: boolean
}

/** The players' window from the game master's side: what is on stage, what waits, and where it is. */
export function PlayersPanel({ state, isMirrorSmall }: PlayersPanelProps) {
  const t = useWords()
  const { window, stage, isBlack, areNamesShown, queue } = state
  const isOpen = window !== 'closed'
  return (
    <div className={classes.panel}>
      {isMirrorSmall && (
        <div className={classes.head}>
          <Mirror seen={state.seen} />
          <p className={classes.sentence}>{playersSentence(translator, state)}</p>
          {isOpen && stage.length > 0 && (
            <div className={classes.row}>
              <Button
                size="compact-sm"
                variant={isBlack ? 'filled' : 'default'}
                onClick={() => void attempt(() => request('players:toggle-black'))}
              >
                {t(isBlack ? 'players.unblack' : 'players.black')}
              </Button>
              <Button
                size="compact-sm"
                variant="default"
                onClick={() => void attempt(() => request('players:toggle-names'))}
              >
                {t(areNamesShown ? 'players.hideNames' : 'players.names')}
              </Button>
            </div>
          )}
        </div>
      )}
      {stage.length > 1 && (
        <section className={classes.part}>
          <h3 className={classes.title}>{t('players.onStage')}</h3>
          <ul className={classes.list}>
            {stage.map((face, index) => (
              <li key={faceKey(face)} className={classes.line}>
                <FaceLine face={face} />
                <IconButton
                  label={t('players.takeAway', { name: nameOfFace(translator, face) })}
                  onClick={() => void attempt(() => request('players:take-away', { index }))}
                >
                  <IconX {...icon} />
                </IconButton>
              </li>
            ))}
          </ul>
        </section>
      )}
      <section className={classes.part}>
        <div className={classes.titleLine}>
          <h3 className={classes.title}>{t('players.queueTitle')}</h3>
          {queue.length > 0 && (
            <Button
              size="compact-sm"
              variant="subtle"
              color="gray"
              onClick={() => void attempt(() => request('players:clear-queue'))}
            >
              {t('players.clearQueue')}
            </Button>
          )}
        </div>
        {queue.length === 0 ? (
          <p className={classes.empty}>{t('players.queueEmpty', { mod: modName })}</p>
        ) : (
          <Queue state={state} />
        )}
      </section>
      <div className={classes.foot}>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={pickPlayersScreen}>
          {t('players.pickScreen')}
        </Button>
        {isOpen && (
          <Button size="compact-sm" variant="subtle" color="gray" onClick={closePlayersWindow}>
            {t('players.close')}
          </Button>
        )}
      </div>
    </div>
  )
}

const steps: Readonly<Record<string, 1 | -1>> = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
}

/** What waits: a click shows a face, the arrows go through all of them. */
function Queue({ state }: { readonly state: PlayersState }) {
  const t = useWords()
  const { queue, at } = state
  const list = useRef<HTMLFieldSetElement>(null)
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>(`[data-place="${at ?? 0}"]`)
    current?.scrollIntoView({ block: 'nearest' })
    if (list.current?.contains(document.activeElement)) current?.focus({ preventScroll: true })
  }, [at])
  const press = (event: KeyboardEvent, index: number) => {
    const step = steps[event.key]
    if (step !== undefined) stepInQueue(step)
    else if (event.key === 'Delete') void attempt(() => request('players:unqueue', { index }))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <ScrollArea.Autosize mah="min(40vh, 320px)">
      <fieldset
        ref={list}
        className={classes.list}
        aria-label={t('players.queueTitle')}
        aria-description={t('players.queueHint')}
      >
        {queue.map((face, index) => (
          <div
            key={faceKey(face)}
            className={classes.line}
            data-current={index === at || undefined}
          >
            <UnstyledButton
              className={classes.show}
              data-place={index}
              data-autofocus={index === (at ?? 0) || undefined}
              tabIndex={index === (at ?? 0) ? 0 : -1}
              aria-current={index === at || undefined}
              onKeyDown={(event) => press(event, index)}
              onClick={() => void attempt(() => request('players:go-to', { index }))}
            >
              <FaceLine face={face} />
            </UnstyledButton>
            <IconButton
              label={t('players.unqueue', { name: nameOfFace(translator, face) })}
              onClick={() => void attempt(() => request('players:unqueue', { index }))}
            >
              <IconTrash {...icon} />
            </IconButton>
          </div>
        ))}
      </fieldset>
    </ScrollArea.Autosize>
  )
}

function FaceLine({ face }: { readonly face: PlayersFace }) {
  return (
    <span className={classes.face}>
      <PlayersFacePicture face={face} />
      <span className={classes.name} dir="auto">
        {nameOfFace(translator, face)}
      </span>
    </span>
  )
}
