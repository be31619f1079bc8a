import { Radio, Select, Stack, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId } from 'react'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { mostOptions } from '../ui/options'
import type { PickCampaign } from './pick-tree'
import classes from './restore-pick.module.css'
import { changeRestoreSession, useRestoreSession } from './restore-session'

const ways = ['as-copies', 'over-existing'] as const
const ownCampaign = 'own'

/** As copies or over those that are here, and where those go whose campaign is not here. */
export function RestoreOptions({ all }: { readonly all: readonly PickCampaign[] }) {
  const t = useWords()
  const labelId = useId()
  const { how, campaignId, characters } = useRestoreSession()
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  const hasHomeless = all.some(
    ({ campaign, cast }) =>
      campaign.state === 'only-there' && cast.some(({ id }) => characters.has(id)),
  )
  return (
    <section className={classes.how} aria-labelledby={labelId}>
      <Title order={3} size="h4" id={labelId} mb="xs">
        {t('restore.how.title')}
      </Title>
      <Radio.Group
        aria-labelledby={labelId}
        value={how}
        onChange={(chosen) => {
          const known = ways.find((way) => way === chosen)
          if (known) changeRestoreSession({ how: known })
        }}
      >
        <Stack gap="sm">
          {ways.map((way) => (
            <Radio
              key={way}
              value={way}
              label={t(`restore.how.${way}`)}
              description={t(`restore.how.${way}-note`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      {hasHomeless && (
        <Select
          mt="md"
          maw={420}
          searchable
          selectFirstOptionOnChange
          limit={mostOptions}
          allowDeselect={false}
          label={t('restore.how.into')}
          description={t('restore.how.intoNote')}
          nothingFoundMessage={t('restore.pick.noHits')}
          data={[
            { value: ownCampaign, label: t('restore.how.intoOwn') },
            ...campaigns.map(({ id, name }) => ({ value: String(id), label: name })),
          ]}
          value={campaignId === null ? ownCampaign : String(campaignId)}
          onChange={(chosen) =>
            changeRestoreSession({ campaignId: chosen === ownCampaign ? null : Number(chosen) })
          }
        />
      )}
    </section>
  )
}
