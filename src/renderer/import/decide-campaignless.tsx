import { Radio, Select, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ImportDecisions } from '../../shared/legacy-import'
import { nameSchema } from '../../shared/text'
import { queries } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import { mostOptions } from '../ui/options'
import { checkWith } from '../ui/use-auto-save'
import { campaignlessOf } from './decisions'
import { Question, type QuestionProps } from './question'
import { decide } from './session-actions'

const checkName = checkWith(nameSchema)

/** Where the characters go that belong to no campaign. */
export function DecideCampaignless({ scan, decisions }: QuestionProps) {
  const t = useWords()
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  const { campaignless } = decisions
  const answer = (changed: ImportDecisions['campaignless']) =>
    decide({ ...decisions, campaignless: changed })
  const first = campaigns[0]
  const nameError = campaignless.kind === 'new' ? checkName(campaignless.name) : null
  const name = t('import.decide.newNameDefault')
  const choose = (kind: string) => {
    if (kind === 'new') answer({ kind, name })
    else if (kind === 'leave') answer({ kind })
    else if (first) answer({ kind: 'existing', campaignId: first.id })
  }
  return (
    <Question
      title={t('import.decide.campaignless')}
      note={t('import.decide.campaignlessText', { count: campaignlessOf(scan, decisions) })}
    >
      <Radio.Group
        aria-label={t('import.decide.campaignless')}
        value={campaignless.kind}
        onChange={choose}
      >
        <Stack gap="sm">
          <Radio value="new" label={t('import.decide.toNew')} />
          {campaignless.kind === 'new' && (
            <TextInput
              ml={30}
              maw={380}
              aria-label={t('import.decide.newName')}
              value={campaignless.name}
              error={nameError && sentenceOf(nameError)}
              onChange={({ currentTarget }) => answer({ kind: 'new', name: currentTarget.value })}
            />
          )}
          {first && <Radio value="existing" label={t('import.decide.toExisting')} />}
          {campaignless.kind === 'existing' && (
            <Select
              ml={30}
              maw={380}
              searchable
              selectFirstOptionOnChange
              limit={mostOptions}
              allowDeselect={false}
              aria-label={t('import.decide.existingName')}
              placeholder={t('import.decide.existingPick')}
              nothingFoundMessage={t('import.decide.noneFound')}
              data={campaigns.map((one) => ({ value: String(one.id), label: one.name }))}
              value={String(campaignless.campaignId)}
              onChange={(id) => id && answer({ kind: 'existing', campaignId: Number(id) })}
            />
          )}
          <Radio value="leave" label={t('import.decide.toNowhere')} />
        </Stack>
      </Radio.Group>
    </Question>
  )
}
