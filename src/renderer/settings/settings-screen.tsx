import { ActionIcon, Title } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import { backToCampaign } from '../app/navigation'
import { BackupSettings } from '../backup/backup-settings'
import { HoverTooltip } from '../ui/tooltip'
import { Appearance } from './appearance'
import { HistoryAndTrash } from './history-and-trash'
import { ImageServices } from './image-services'
import { NewPortraits } from './new-portraits'
import { PlayersWindowSettings } from './players-window'
import classes from './settings-screen.module.css'

/** Language, look, who draws the portraits, how they are stored, and automatic backups. Every choice counts at once. */
export function SettingsScreen() {
  const t = useWords()
  useShortcut('close', backToCampaign)
  return (
    <div className={classes.scroller}>
      <div className={classes.sheet}>
        <div className={classes.head}>
          <Title order={1} className={classes.title}>
            {t('settings.title')}
          </Title>
          <HoverTooltip label={t('settings.back')}>
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={t('settings.back')}
              onClick={backToCampaign}
            >
              <IconX size={22} aria-hidden />
            </ActionIcon>
          </HoverTooltip>
        </div>
        <Appearance />
        <ImageServices />
        <NewPortraits />
        <PlayersWindowSettings />
        <HistoryAndTrash />
        <BackupSettings />
      </div>
    </div>
  )
}
