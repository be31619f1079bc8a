import { Button, Popover, UnstyledButton } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import {
  IconDeviceTvOff,
  IconLetterCase,
  IconPlayerSkipBack,
  IconPlayerSkipForward,
  IconX,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import type { PlayersState, PlayersTrouble } from '../../shared/players'
import { request } from '../app/api'
import { translator, useWords } from '../app/i18n'
import { narrowRail } from '../app/layout'
import { attempt, toastNote, toastOffer } from '../app/toasts'
import { IconButton } from '../ui/icon-button'
import { Mirror } from './mirror'
import { closePlayersWindow, stepInQueue } from './players-commands'
import { PlayersPanel } from './players-panel'
import { usePlayers } from './players-store'
import classes from './players-tray.module.css'
import { playersSentence } from './players-words'
import { ScreenQuestion } from './screen-question'

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

/** Below the campaigns: what the players see now, with what changes it. Nothing while there is nothing to say. */
export function PlayersTray() {
  const t = useWords()
  const state = usePlayers()
  const { window, trouble, queue, screens } = state
  const [isOpen, setOpen] = useState(false)
  const isNarrow = useMediaQuery(narrowRail) ?? false
  useTroubleToasts(trouble, isNarrow)
  const isShown = window !== 'closed' || trouble !== null || queue.length > 0
  return (
    <>
      {screens.length > 0 && <ScreenQuestion screens={screens} />}
      {isShown && (
        <section className={classes.tray} aria-label={t('players.window')}>
          <Popover
            opened={isOpen}
            onChange={setOpen}
            position="right-end"
            offset={12}
            width={380}
            shadow="lg"
            withinPortal
            trapFocus
            returnFocus
          >
            <Popover.Target>
              <UnstyledButton
                className={classes.mirror}
                aria-label={t('players.openPanel')}
                onClick={() => setOpen(!isOpen)}
              >
                <Mirror seen={state.seen} />
              </UnstyledButton>
            </Popover.Target>
            <Popover.Dropdown p={0} aria-label={t('players.window')}>
              <PlayersPanel state={state} isMirrorSmall={isNarrow} />
            </Popover.Dropdown>
          </Popover>
          <div
            className={classes.sentence}
            role="status"
            data-trouble={trouble !== null || undefined}
          >
            {playersSentence(translator, state)}
          </div>
          <TrayButtons state={state} />
        </section>
      )}
    </>
  )
}

/** In a narrow rail there is no room for the sentence, so that it is said in a toast. */
function useTroubleToasts(trouble: PlayersTrouble | null, isNarrow: boolean): void {
  useEffect(() => {
    if (trouble === null || !isNarrow) return
    const sentence = translator.t(`players.trouble.${trouble}`)
    if (trouble === 'back')
      return toastOffer(sentence, translator.t('players.showAgain'), showAgain)
    toastNote(sentence)
  }, [trouble, isNarrow])
}

function showAgain(): void {
  void attempt(() => request('players:show-again'))
}

function TrayButtons({ state }: { readonly state: PlayersState }) {
  const t = useWords()
  const { window, trouble, queue, at, isBlack, areNamesShown, stage } = state
  if (trouble === 'back') {
    return (
      <Button size="compact-sm" className={classes.again} onClick={showAgain}>
        {t('players.showAgain')}
      </Button>
    )
  }
  const isOpen = window !== 'closed'
  const mayGoOn = queue.length > 0 && (at === null || at < queue.length - 1)
  return (
    <div className={classes.buttons}>
      {isOpen && stage.length > 0 && (
        <>
          <IconButton
            label={t(isBlack ? 'players.unblack' : 'players.black')}
            onClick={() => void attempt(() => request('players:toggle-black'))}
          >
            <IconDeviceTvOff {...icon} className={isBlack ? classes.on : undefined} />
          </IconButton>
          <IconButton
            label={t(areNamesShown ? 'players.hideNames' : 'players.names')}
            onClick={() => void attempt(() => request('players:toggle-names'))}
          >
            <IconLetterCase {...icon} className={areNamesShown ? classes.on : undefined} />
          </IconButton>
        </>
      )}
      {at !== null && at > 0 && (
        <IconButton label={t('players.previous')} onClick={() => stepInQueue(-1)}>
          <IconPlayerSkipBack {...icon} />
        </IconButton>
      )}
      {mayGoOn && (
        <IconButton label={t('players.next')} onClick={() => stepInQueue(1)}>
          <IconPlayerSkipForward {...icon} />
        </IconButton>
      )}
      {(isOpen || trouble !== null) && (
        <IconButton
          label={t(isOpen ? 'players.close' : 'players.dismiss')}
          onClick={closePlayersWindow}
        >
          <IconX {...icon} />
        </IconButton>
      )}
    </div>
  )
}
