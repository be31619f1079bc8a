import { Button, Group, Title } from '@mantine/core'
import { IconAlertTriangle, IconFolderOpen } from '@tabler/icons-react'
import { useState } from 'react'
import { AppError } from '../../shared/errors'
import type { MovePlan, StoragePlace } from '../../shared/storage'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import { attempt } from '../app/toasts'
import { ErrorNotice } from '../ui/error-notice'
import { PathText } from '../ui/path-text'
import { SettingRow } from '../ui/setting-row'
import { MegabytesField } from './megabytes-field'
import { MoveDialog } from './move-dialog'
import classes from './storage-tab.module.css'

/** Where the data is, how much is free there, and the way to another disk. */
export function DataLocation({ place }: { readonly place: StoragePlace }) {
  const t = useWords()
  const [plan, setPlan] = useState<MovePlan | null>(null)
  const choose = () => attempt(async () => setPlan(await request('move:choose')))
  const { folder, kind, mayMove } = place
  return (
    <section className={classes.section}>
      <Title order={2} className={classes.sectionTitle}>
        {t('storage.place.title')}
      </Title>
      <SettingRow
        title={<PathText path={folder} />}
        note={mayMove ? undefined : t('storage.place.named')}
        isLong
      >
        <Group gap="sm">
          <Button
            size="xs"
            variant="default"
            leftSection={<IconFolderOpen size={16} aria-hidden />}
            onClick={() => void attempt(() => request('app:open-folder', { folder: 'data' }))}
          >
            {t('storage.place.open')}
          </Button>
          {mayMove && (
            <Button size="xs" variant="default" onClick={() => void choose()}>
              {t('storage.place.move')}
            </Button>
          )}
        </Group>
      </SettingRow>
      {kind !== 'plain' && <Warning text={t(`storage.place.${kind}`)} />}
      {place.trouble && (
        <div className={classes.trouble}>
          <ErrorNotice error={new AppError(place.trouble.code, place.trouble.details)} />
        </div>
      )}
      <FreeSpace place={place} />
      {plan !== null && (
        <MoveDialog plan={plan} onChooseAgain={() => void choose()} onClose={() => setPlan(null)} />
      )}
    </section>
  )
}

function Warning({ text }: { readonly text: string }) {
  return (
    <p className={classes.warning} role="note">
      <IconAlertTriangle size={16} aria-hidden />
      {text}
    </p>
  )
}

function FreeSpace({ place: { space } }: { readonly place: StoragePlace }) {
  const t = useWords()
  const [preferences, change] = usePreferences()
  const { level, freeBytes: free, totalBytes: total } = space
  const { spaceWarningMb, spaceRefusalMb, spaceWarningPercent: percent } = preferences
  const isShort = level === 'low' || level === 'full'
  return (
    <>
      <SettingRow
        title={t('storage.space.title')}
        note={
          free === null || total === null
            ? t('storage.space.unknown')
            : t('storage.space.free', { free, total })
        }
        isLong
      />
      {isShort && <Warning text={t(`storage.space.${level}`)} />}
      <div className={classes.limits}>
        <MegabytesField
          label={t('storage.space.warnBelow')}
          value={spaceWarningMb}
          min={0}
          max={10_000_000}
          className={classes.limit}
          onChange={(megabytes) => void change({ spaceWarningMb: megabytes })}
        />
        <MegabytesField
          label={t('storage.space.refuseBelow')}
          value={spaceRefusalMb}
          min={0}
          max={10_000_000}
          className={classes.limit}
          onChange={(megabytes) => void change({ spaceRefusalMb: megabytes })}
        />
      </div>
      <p className={classes.note}>{t('storage.space.limitsNote', { percent })}</p>
    </>
  )
}
