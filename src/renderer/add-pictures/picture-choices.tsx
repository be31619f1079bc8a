import { Button, Group, Radio, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { PictureChoice, PictureMatches } from '../../shared/add-pictures'
import { linkUrlSchema } from '../../shared/portrait-link'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { currentPlace } from '../app/navigation'
import { ReadOnlyAddress } from '../ui/read-only-address'
import { checkWith } from '../ui/use-auto-save'
import { type Asked, addPictures } from './session'

const ways = ['match', 'new', 'keep', 'subject'] as const
type Way = (typeof ways)[number]

interface PictureChoicesProps {
  readonly asked: Asked
  readonly onClose: () => void
}

const checkUrl = checkWith(linkUrlSchema)

/** Asks once what is to become of the pictures; what was not chosen yet is what fits the names best. */
export function PictureChoices({ asked, onClose }: PictureChoicesProps) {
  const t = useWords()
  const { data: campaigns = [], isPending } = useQuery(queries.campaigns())
  const [chosenCampaign, setCampaign] = useState(currentPlace().campaignId)
  const [chosenWay, setWay] = useState<Way | null>(null)
  const campaign = campaigns.find(({ id }) => id === chosenCampaign) ?? campaigns[0] ?? null
  const matches = useMatches(asked, campaign?.id ?? null)
  const usual = campaign === null ? 'keep' : (matches?.matched ?? 0) > 0 ? 'match' : 'new'
  const way = chosenWay ?? usual
  const refusal = asked.kind === 'address' ? checkUrl(asked.url) : null
  const on = asked.kind === 'offer' ? asked.on : null
  const begin = () => {
    if (way === 'keep') void addPictures({ way })
    else if (way === 'subject') {
      if (on !== null) void addPictures({ way, subject: on.subject })
    } else if (campaign !== null) void addPictures(choiceOf(way, campaign.id))
  }
  if (isPending) return null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        begin()
      }}
    >
      <Stack>
        {asked.kind === 'address' && <Host url={asked.url} refusal={refusal} />}
        <Radio.Group
          label={t('pictures.what')}
          value={way}
          onChange={(value) => setWay(ways.find((known) => known === value) ?? null)}
        >
          <Stack gap="sm" mt="xs">
            {asked.kind === 'offer' && (
              <Radio
                value="match"
                disabled={campaign === null}
                label={t('pictures.way.match')}
                description={
                  matches === undefined
                    ? t('pictures.matchText')
                    : t('pictures.matches', { ...matches, count: matches.matched })
                }
              />
            )}
            <Radio
              value="new"
              disabled={campaign === null}
              label={t('pictures.way.new')}
              description={newText(t, asked)}
            />
            <Radio
              value="keep"
              label={t('pictures.way.keep')}
              description={t('pictures.keepText')}
            />
            {on !== null && (
              <Radio value="subject" label={t('pictures.way.subject', { name: on.name })} />
            )}
          </Stack>
        </Radio.Group>
        {campaign !== null && (way === 'new' || way === 'match') && (
          <Select
            label={t('pictures.campaign')}
            data={campaigns.map(({ id, name }) => ({ value: String(id), label: name }))}
            value={String(campaign.id)}
            onChange={(value) => setCampaign(value === null ? null : Number(value))}
            allowDeselect={false}
            searchable
            selectFirstOptionOnChange
            maxDropdownHeight={220}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button type="submit" data-autofocus disabled={refusal !== null}>
            {t(asked.kind === 'address' ? 'pictures.fetchAndAdd' : 'pictures.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

const choiceOf = (way: 'new' | 'match', campaignId: number): PictureChoice => ({ way, campaignId })

function newText(t: ReturnType<typeof useWords>, asked: Asked): string {
  const name = asked.kind === 'offer' ? asked.offer.firstName : ''
  return name === '' ? t('pictures.newText') : t('pictures.newTextNamed', { name })
}

function useMatches(asked: Asked, campaignId: number | null): PictureMatches | undefined {
  const offerId = asked.kind === 'offer' ? asked.offer.id : null
  const { data } = useQuery({
    queryKey: ['picture-matches', offerId, campaignId],
    queryFn: () =>
      request('pictures:matches', { offerId: offerId ?? 0, campaignId: campaignId ?? 0 }),
    enabled: offerId !== null && campaignId !== null,
    gcTime: 0,
  })
  return data
}

/** Who will be contacted once the game master has said yes. */
function Host({ url, refusal }: { readonly url: string; readonly refusal: unknown }) {
  const t = useWords()
  const { data: checked } = useQuery({
    queryKey: ['link', url],
    queryFn: () => request('links:check', { url }),
    enabled: refusal === null,
  })
  return (
    <Stack gap="xs">
      <ReadOnlyAddress url={url} refusal={refusal} />
      {checked && (
        <Text style={{ overflowWrap: 'anywhere' }}>{t('links.whom', { host: checked.host })}</Text>
      )}
    </Stack>
  )
}
