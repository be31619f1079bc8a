import { Button, SegmentedControl } from '@mantine/core'
import { type PlayersFit, playersFits } from '../../shared/players'
import type { Preferences } from '../../shared/preferences'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import { pickPlayersScreen } from '../players/players-commands'
import { SettingRow, SettingSection } from '../ui/setting-row'

/** Where faces are shown to the players, and how a picture fills the screen. */
export function PlayersWindowSettings() {
  const t = useWords()
  const [{ playersScreen, playersFit }, change] = usePreferences()
  return (
    <SettingSection title={t('players.settings.title')}>
      <SettingRow
        title={t('players.settings.screen')}
        note={t('players.settings.screenNote')}
        belowNote={<div>{useScreenName(playersScreen)}</div>}
      >
        <Button.Group>
          <Button variant="default" onClick={pickPlayersScreen}>
            {t('players.settings.choose')}
          </Button>
          {playersScreen !== 'ask' && (
            <Button variant="default" onClick={() => void change({ playersScreen: 'ask' })}>
              {t('players.settings.forget')}
            </Button>
          )}
        </Button.Group>
      </SettingRow>
      <SettingRow title={t('players.settings.fit')} note={t('players.settings.fitNote')}>
        {(titleId) => (
          <SegmentedControl<PlayersFit>
            aria-labelledby={titleId}
            value={playersFit}
            onChange={(fit) => void change({ playersFit: fit })}
            data={playersFits.map((value) => ({
              value,
              label: t(`players.settings.fits.${value}`),
            }))}
          />
        )}
      </SettingRow>
    </SettingSection>
  )
}

function useScreenName(screen: Preferences['playersScreen']): string {
  const t = useWords()
  if (screen === 'ask') return t('players.settings.ask')
  if (screen === 'window') return t('players.settings.asWindow')
  return t('players.settings.remembered', {
    label: screen.label || t('players.settings.unnamed'),
    width: screen.widthPx,
    height: screen.heightPx,
  })
}
