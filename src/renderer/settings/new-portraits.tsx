import { Button, Group, Stack } from '@mantine/core'
import { useState } from 'react'
import { storageWays } from '../../shared/compression'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import { PreviewDialog } from '../compression/preview-dialog'
import { WayChoice } from '../compression/way-choice'
import { SettingSection } from '../ui/setting-row'
import classes from './settings-screen.module.css'

/** As what portraits are stored from now on. */
export function NewPortraits() {
  const t = useWords()
  const [{ newPortraits, webpQuality }, change] = usePreferences()
  const [isComparing, setComparing] = useState(false)
  const isAsReceived = newPortraits === 'as-received'
  return (
    <SettingSection title={t('compression.newPortraits.title')}>
      <Stack gap="sm" mt="sm">
        <WayChoice
          label={t('compression.newPortraits.store')}
          ways={storageWays}
          way={newPortraits}
          quality={webpQuality}
          onWay={(way) => void change({ newPortraits: way })}
          onQuality={(quality) => void change({ webpQuality: quality })}
        />
        {!isAsReceived && (
          <>
            <div className={classes.note}>{t('compression.newPortraits.note')}</div>
            <Group>
              <Button size="xs" variant="default" onClick={() => setComparing(true)}>
                {t('compression.compare')}
              </Button>
            </Group>
          </>
        )}
      </Stack>
      {!isAsReceived && (
        <PreviewDialog
          isOpen={isComparing}
          settings={{ way: newPortraits, quality: webpQuality }}
          onChange={({ way = newPortraits, quality = webpQuality }) =>
            void change({ newPortraits: way, webpQuality: quality })
          }
          onClose={() => setComparing(false)}
        />
      )}
    </SettingSection>
  )
}
