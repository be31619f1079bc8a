import { Tabs } from '@mantine/core'
import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import {
  backToCampaign,
  type GalleryTab,
  galleryTabs,
  openGallery,
  usePlace,
} from '../app/navigation'
import { StorageTab } from '../storage/storage-tab'
import { TrashTab } from '../trash/trash-tab'
import { FullScreen } from '../ui/full-screen'
import classes from './gallery-screen.module.css'
import { stepBack } from './gallery-view'
import { PortraitsTab } from './portraits-tab'

const contents: Readonly<Record<GalleryTab, () => React.ReactNode>> = {
  portraits: PortraitsTab,
  trash: TrashTab,
  storage: StorageTab,
}

function isTab(value: string | null): value is GalleryTab {
  return galleryTabs.some((tab) => tab === value)
}

/** Everything there is in one place: every portrait, the trash, and the room they take. */
export function GalleryScreen() {
  const t = useWords()
  const { galleryTab } = usePlace()
  const Content = contents[galleryTab]
  useShortcut('close', () => {
    if (galleryTab !== 'portraits' || !stepBack()) backToCampaign()
  })
  return (
    <Tabs
      value={galleryTab}
      onChange={(value) => isTab(value) && openGallery(value)}
      className={classes.tabs}
    >
      <FullScreen
        title={t('library.title')}
        closeLabel={t('library.back')}
        onClose={backToCampaign}
        navigation={
          <Tabs.List aria-label={t('library.parts')} className={classes.list}>
            {galleryTabs.map((tab) => (
              <Tabs.Tab key={tab} value={tab} className={classes.tab}>
                {t(`library.tab.${tab}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        }
      >
        <Tabs.Panel value={galleryTab} className={classes.panel}>
          <Content />
        </Tabs.Panel>
      </FullScreen>
    </Tabs>
  )
}
