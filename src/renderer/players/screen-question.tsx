import { Modal, UnstyledButton } from '@mantine/core'
import { IconAppWindow } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import type { NumberedScreen } from '../../shared/players'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import classes from './screen-question.module.css'

function choose(choice: number | 'window' | 'none'): void {
  void attempt(() => request('players:choose-screen', { choice }))
}

/** Asks which screen the players see, by the number that is painted on each. */
export function ScreenQuestion({ screens }: { readonly screens: readonly NumberedScreen[] }) {
  const t = useWords()
  const hasChoice = screens.length > 1
  const press = ({ key }: KeyboardEvent) => {
    const chosen = screens.find(({ number }) => String(number) === key)
    if (hasChoice && chosen) choose(chosen.number)
  }
  return (
    <Modal
      opened
      onClose={() => choose('none')}
      title={t('players.screen.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
      size={560}
      onKeyDown={press}
    >
      <p className={classes.text}>{t(hasChoice ? 'players.screen.text' : 'players.screen.only')}</p>
      <div className={classes.choices}>
        {hasChoice &&
          screens.map((screen, at) => (
            <UnstyledButton
              key={screen.id}
              className={classes.choice}
              data-autofocus={at === firstOther(screens) || undefined}
              onClick={() => choose(screen.number)}
            >
              <span className={classes.number} aria-hidden>
                {screen.number}
              </span>
              <ScreenWords screen={screen} />
            </UnstyledButton>
          ))}
        <UnstyledButton
          className={classes.choice}
          data-autofocus={!hasChoice || undefined}
          onClick={() => choose('window')}
        >
          <span className={classes.number}>
            <IconAppWindow size={30} stroke={1.5} aria-hidden />
          </span>
          <span className={classes.words}>
            <span>{t('players.screen.window')}</span>
            <span className={classes.note}>{t('players.screen.windowText')}</span>
          </span>
        </UnstyledButton>
      </div>
    </Modal>
  )
}

function ScreenWords({ screen }: { readonly screen: NumberedScreen }) {
  const t = useWords()
  const { number, label, widthPx, heightPx, isOwn } = screen
  const size = t('players.screen.size', { width: widthPx, height: heightPx })
  const own = isOwn ? t('players.screen.own') : ''
  return (
    <span className={classes.words}>
      <span dir="auto">{label === '' ? t('players.screen.one', { number }) : label}</span>
      <span className={classes.note}>{[size, own].filter(Boolean).join(' · ')}</span>
    </span>
  )
}

/** The screen that is most likely meant: the first that does not show the game master's window. */
function firstOther(screens: readonly NumberedScreen[]): number {
  return Math.max(
    0,
    screens.findIndex(({ isOwn }) => !isOwn),
  )
}
