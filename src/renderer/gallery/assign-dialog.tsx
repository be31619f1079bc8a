import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { joinFacts } from '../../shared/isolate'
import { createMatcher } from '../../shared/search'
import type { Subject } from '../../shared/subject'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { PortraitImage, type PortraitSubject } from '../ui/portrait-image'
import classes from './assign-dialog.module.css'
import { assignPortrait } from './gallery-actions'
import { subjectOfCard } from './gallery-card'
import { closeGalleryDialog } from './gallery-view'

const typingRestMs = 80
const mostHits = 30

/** A character or game master who can be assigned a portrait. */
interface Recipient {
  readonly value: string
  readonly label: string
  readonly subject: Subject
  readonly facts: string
  readonly portrayed: PortraitSubject
}

/** Assigns a copy of this portrait; an unassigned one moves to its new owner. */
export function AssignDialog({ id }: { readonly id: number }) {
  const t = useWords()
  const { data, error } = useQuery(queries.portrait(id))
  const [typed, setTyped] = useState('')
  const [recipient, setRecipient] = useState<Recipient | null>(null)
  const [isGiving, setGiving] = useState(false)
  const found = useRecipients(recipient !== null && typed === recipient.label ? '' : typed)
  const recipients =
    recipient === null || found.some(({ value }) => value === recipient.value)
      ? found
      : [recipient, ...found]
  const isUnassigned = data?.card.owner === null
  const give = async () => {
    if (!data || !recipient) return
    setGiving(true)
    const isGiven = await assignPortrait(data.card, {
      subject: recipient.subject,
      name: recipient.label,
    })
    setGiving(false)
    if (isGiven) closeGalleryDialog()
  }
  return (
    <Modal
      opened
      onClose={closeGalleryDialog}
      size={520}
      title={t(isUnassigned ? 'gallery.adoptTitle' : 'gallery.giveTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {error !== null && <ErrorNotice error={error} />}
      <Group align="flex-start" wrap="nowrap" gap="lg">
        {data && (
          <PortraitImage
            kind={data.card.owner?.subject.kind ?? 'unowned'}
            portrayed={subjectOfCard(data.card)}
            size={256}
            decorative
            className={classes.picture}
          />
        )}
        <Stack gap="md" flex={1} miw={0}>
          <Text>{t(isUnassigned ? 'gallery.adoptText' : 'gallery.giveText')}</Text>
          <Select
            label={t('gallery.giveTo')}
            placeholder={t('gallery.giveFind')}
            nothingFoundMessage={t('gallery.giveNobody')}
            data={recipients.map(({ value, label }) => ({ value, label }))}
            value={recipient?.value ?? null}
            onChange={(value) =>
              setRecipient(recipients.find((one) => one.value === value) ?? null)
            }
            searchValue={typed}
            onSearchChange={setTyped}
            // Main has looked for them already, diacritics folded.
            filter={({ options }) => options}
            renderOption={({ option }) => {
              const one = recipients.find(({ value }) => value === option.value)
              return one ? <RecipientLine recipient={one} /> : option.label
            }}
            openOnFocus={false}
            searchable
            data-autofocus
            maxDropdownHeight={300}
          />
        </Stack>
      </Group>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={closeGalleryDialog}>
          {t('app.cancel')}
        </Button>
        <Button disabled={!recipient || !data} loading={isGiving} onClick={() => void give()}>
          {t(isUnassigned ? 'gallery.adoptConfirm' : 'gallery.giveConfirm')}
        </Button>
      </Group>
    </Modal>
  )
}

function RecipientLine({ recipient }: { readonly recipient: Recipient }) {
  return (
    <span className={classes.line}>
      <PortraitImage
        kind={recipient.subject.kind}
        portrayed={recipient.portrayed}
        size={128}
        decorative
        marked={false}
        className={classes.face}
      />
      <span className={classes.words}>
        <bdi className={classes.name}>{recipient.label}</bdi>
        <span className={classes.facts}>{recipient.facts}</span>
      </span>
    </span>
  )
}

/** Game masters and characters whose names match the text; without a text, the game masters. */
function useRecipients(text: string): Recipient[] {
  const t = useWords()
  const [searched] = useDebouncedValue(text.trim(), typingRestMs, { leading: true })
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  const { data: found } = useQuery({
    ...queries.search(searched, mostHits),
    enabled: searched !== '',
    placeholderData: keepPreviousData,
  })
  const answers = createMatcher(searched)
  const masters = campaigns
    .filter(({ name }) => answers(name))
    .slice(0, mostHits)
    .map((campaign) => ({
      value: `campaign:${campaign.id}`,
      label: campaign.name,
      subject: { kind: 'campaign', id: campaign.id } as const,
      facts: t('gallery.gameMaster'),
      portrayed: campaign,
    }))
  const characters = (searched === '' ? [] : (found?.hits ?? [])).map((hit) => ({
    value: `character:${hit.id}`,
    label: hit.name,
    subject: { kind: 'character', id: hit.id } as const,
    facts: joinFacts([hit.campaignName, hit.race, hit.class]),
    portrayed: hit,
  }))
  return [...characters, ...masters]
}
