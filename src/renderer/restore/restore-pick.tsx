import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo, useState } from 'react'
import { useWords } from '../app/i18n'
import { countList } from '../ui/counts'
import { ErrorNotice } from '../ui/error-notice'
import { WizardStep } from '../ui/wizard'
import { PickList } from './pick-list'
import { campaignsOf, narrow, type PickCampaign } from './pick-tree'
import { restoreChosen } from './restore-actions'
import { RestoreOptions } from './restore-options'
import classes from './restore-pick.module.css'
import { changeRestoreSession, useRestoreSession } from './restore-session'
import { suggestedPick } from './suggestion'
import { useComparedRecords } from './use-compared'

/** Step three of taking only some: who, and whether as copies or over those that are here. */
export function RestorePick() {
  const t = useWords()
  const { campaigns, characters, error } = useRestoreSession()
  const [search, setSearch] = useState('')
  const { records, error: unread, retry } = useComparedRecords()
  const all = useMemo(() => campaignsOf(records ?? []), [records])
  const shown = useMemo(() => narrow(all, search), [all, search])
  useSuggestion(records === undefined ? null : all)
  const list = countList({ campaigns: campaigns.size, characters: characters.size })
  return (
    <WizardStep
      title={t('restore.pick.title')}
      footer={
        <>
          <Button
            variant="default"
            onClick={() => changeRestoreSession({ step: 'look', error: null })}
          >
            {t('restore.back')}
          </Button>
          <span className={classes.sum} role="status">
            {list === '' ? t('restore.pick.nothing') : list}
          </span>
          <Button disabled={list === ''} onClick={() => void restoreChosen()}>
            {t('restore.pick.take')}
          </Button>
        </>
      }
    >
      {() => (
        <>
          <p className={classes.text}>{t('restore.pick.text')}</p>
          {error !== null && (
            <ErrorNotice error={error} handlers={{ 'choose-file': null, retry: null }} />
          )}
          {unread !== null && <ErrorNotice error={unread} handlers={{ retry }} />}
          <TextInput
            mt="sm"
            maw={320}
            leftSection={<IconSearch size={16} aria-hidden />}
            aria-label={t('restore.pick.search')}
            placeholder={t('restore.pick.search')}
            value={search}
            onChange={({ currentTarget }) => setSearch(currentTarget.value)}
          />
          {records !== undefined && shown.length === 0 && (
            <p className={classes.none}>{t('restore.pick.noHits')}</p>
          )}
          {shown.length > 0 && <PickList all={all} shown={shown} />}
          <RestoreOptions all={all} />
        </>
      )}
    </WizardStep>
  )
}

/** Ticks who is missing or different, once for each backup, as soon as it is known who that is. */
function useSuggestion(all: readonly PickCampaign[] | null): void {
  const { isPicked } = useRestoreSession()
  useEffect(() => {
    if (all !== null && !isPicked) changeRestoreSession({ ...suggestedPick(all), isPicked: true })
  }, [all, isPicked])
}
