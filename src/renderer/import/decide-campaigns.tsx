import { Button, Checkbox, Group, Text, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { OldGeneration } from '../../shared/legacy-import'
import { createMatcher } from '../../shared/search'
import { useWords } from '../app/i18n'
import { CampaignTree } from './campaign-tree'
import classes from './decide-step.module.css'
import { campaignsToChoose, chooseCampaigns, isCampaignChosen } from './decisions'
import { Question, type QuestionProps } from './question'
import { decide } from './session-actions'

/** More than these get a field to find one by its name. */
const campaignsAtASight = 12

/** These had no way to put anything into an archive. */
const withoutArchive: readonly OldGeneration[] = ['G0', 'G1', 'G2']

/** Which campaigns come over, their characters with them. */
export function DecideCampaigns({ scan, decisions }: QuestionProps) {
  const t = useWords()
  const [search, setSearch] = useState('')
  const all = useMemo(() => campaignsToChoose(scan, decisions), [scan, decisions])
  const answers = createMatcher(search)
  const shown = all.filter(({ name }) => answers(name))
  const chosen = all.filter(({ originId }) => isCampaignChosen(decisions, originId))
  const tick = (ids: readonly number[], isChosen: boolean) => {
    const others = chosen.map(({ originId }) => originId).filter((id) => !ids.includes(id))
    decide(chooseCampaigns(scan, decisions, isChosen ? [...others, ...ids] : others))
  }
  const knowsArchived = scan.generation !== null && !withoutArchive.includes(scan.generation)
  const shownIds = () => shown.map(({ originId }) => originId)
  return (
    <Question title={t('import.decide.campaigns')} note={t('import.decide.campaignsNote')}>
      {all.length === 0 && <Text c="var(--ck-quiet)">{t('import.decide.noCampaigns')}</Text>}
      {all.length > 1 && (
        <Group gap="xs" mb={6}>
          <span className={classes.chosen} role="status">
            {t('import.decide.chosen', { chosen: chosen.length, total: all.length })}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => tick(shownIds(), true)}>
            {t('import.decide.all')}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => tick(shownIds(), false)}>
            {t('import.decide.none')}
          </Button>
          {all.length > campaignsAtASight && (
            <TextInput
              flex="1 1 180px"
              size="xs"
              leftSection={<IconSearch size={16} aria-hidden />}
              aria-label={t('import.decide.find')}
              placeholder={t('import.decide.find')}
              value={search}
              onChange={({ currentTarget }) => setSearch(currentTarget.value)}
            />
          )}
        </Group>
      )}
      {all.length > 0 && shown.length === 0 && (
        <Text c="var(--ck-quiet)">{t('import.decide.noneFound')}</Text>
      )}
      {shown.length > 0 && (
        <CampaignTree scan={scan} decisions={decisions} campaigns={shown} onTick={tick} />
      )}
      {knowsArchived && (
        <Checkbox
          mt="md"
          label={t('import.decide.includeArchived')}
          description={t('import.decide.includeArchivedNote')}
          checked={decisions.includeArchived}
          onChange={({ currentTarget }) =>
            decide({ ...decisions, includeArchived: currentTarget.checked })
          }
        />
      )}
    </Question>
  )
}
