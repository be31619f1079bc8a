import { Tabs } from '@mantine/core'
import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import {
  backToCampaign,
  type LibraryTab,
  libraryTabs,
  openLibrary,
  usePlace,
} from '../app/navigation'
import { StorageTab } from '../storage/storage-tab'
import { TrashTab } from '../trash/trash-tab'
import { FullScreen } from '../ui/full-screen'
import classes from './gallery-screen.module.css'
import { PortraitsTab } from './portraits-tab'
import { stepBack } from './view'

const contents: Readonly<Record<LibraryTab, () => React.ReactNode>> = {
  portraits: PortraitsTab,
  trash: TrashTab,
  storage: StorageTab,
}

function isTab(value: string | null): value is LibraryTab {
  return libraryTabs.some((tab) => tab === value)
}

/** Everything there is in one place: every portrait, the trash, and the room they take. */
export function LibraryScreen() {
  const t = useWords()
  const { libraryTab } = usePlace()
  const Content = contents[libraryTab]
  useShortcut('close', () => {
    if (libraryTab !== 'portraits' || !stepBack()) backToCampaign()
  })
  return (
    <Tabs
      value={libraryTab}
      onChange={(value) => isTab(value) && openLibrary(value)}
      className={classes.tabs}
    >
      <FullScreen
        title={t('library.title')}
        closeLabel={t('library.back')}
        onClose={backToCampaign}
        navigation={
          <Tabs.List aria-label={t('library.parts')} className={classes.list}>
            {libraryTabs.map((tab) => (
              <Tabs.Tab key={tab} value={tab} className={classes.tab}>
                {t(`library.tab.${tab}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        }
      >
        <Tabs.Panel value={libraryTab} className={classes.panel}>
          <Content />
        </Tabs.Panel>
      </FullScreen>
    </Tabs>
  )
}
