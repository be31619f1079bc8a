import { Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Campaign } from '../../shared/campaign'
import { type WordListKind, type WordLists, wordListKinds } from '../../shared/word-lists'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import { backToCampaign, usePlace } from '../app/navigation'
import { ErrorNotice } from '../ui/error-notice'
import { FullScreen } from '../ui/full-screen'
import { WordListPane } from './word-list-pane'
import classes from './word-lists-screen.module.css'

/** The names and words that a campaign has of its own for quick characters. */
export function WordListsScreen() {
  const t = useWords()
  const { campaignId } = usePlace()
  const [kind, setKind] = useState<WordListKind>('names')
  const id = campaignId ?? 0
  const { data: campaign, error } = useQuery(queries.campaign(id))
  const { data: lists, error: listsError } = useQuery(queries.wordLists(id))
  const failure = error ?? listsError
  useShortcut('close', backToCampaign)
  return (
    <Tabs
      value={kind}
      onChange={(value) => setKind(wordListKinds.find((one) => one === value) ?? 'names')}
      className={classes.tabs}
    >
      <FullScreen
        title={t('words.title')}
        closeLabel={t('settings.back')}
        onClose={backToCampaign}
        navigation={
          <Tabs.List aria-label={t('words.lists')} className={classes.list}>
            {wordListKinds.map((one) => (
              <Tabs.Tab key={one} value={one} className={classes.tab}>
                {t(`words.kinds.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        }
      >
        {failure && (
          <div className={classes.notice}>
            <ErrorNotice error={failure} />
          </div>
        )}
        <Tabs.Panel value={kind} className={classes.panel}>
          {campaign && lists && <Pane key={kind} campaign={campaign} lists={lists} kind={kind} />}
        </Tabs.Panel>
      </FullScreen>
    </Tabs>
  )
}

interface PaneProps {
  readonly campaign: Campaign
  readonly lists: WordLists
  readonly kind: WordListKind
}

function Pane({ campaign, lists, kind }: PaneProps) {
  return <WordListPane campaign={campaign} kind={kind} list={lists[kind]} />
}
