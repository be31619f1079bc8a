import { Button, Checkbox, Group, Radio, SegmentedControl, Stack, Text } from '@mantine/core'
import { useId, useState } from 'react'
import type { Campaign } from '../../shared/campaign'
import { type ExportFormat, type ExportOrder, exportFormats } from '../../shared/export'
import { useWords } from '../app/i18n'
import { exportCast } from './export-cast'
import { ExportWho } from './export-who'

interface ExportFormProps {
  readonly campaign: Campaign
  readonly characterId: number | null
  readonly onClose: () => void
}

const forms = ['folder', 'zip'] as const

/** Who is exported, as what, and whether what is embedded in the pictures and the game master's notes come along. */
export function ExportForm({ campaign, characterId, onClose }: ExportFormProps) {
  const t = useWords()
  const formId = useId()
  const [isEveryone, setEveryone] = useState(characterId === null)
  const [chosen, choose] = useState<ReadonlySet<number>>(
    () => new Set(characterId === null ? [] : [characterId]),
  )
  const [form, setForm] = useState<ExportOrder['form']>('folder')
  const picturesId = useId()
  const [pictures, setPictures] = useState<ExportFormat>('as-stored')
  const [isStripped, setStripped] = useState(true)
  const [withNotes, setWithNotes] = useState(false)
  const what: ExportOrder['what'] = isEveryone
    ? { kind: 'campaign', id: campaign.id }
    : { kind: 'characters', ids: [...chosen] }
  return (
    <Stack gap="md">
      {isEveryone && <Text>{t('export.text')}</Text>}
      <Radio.Group
        aria-label={t('export.who')}
        value={isEveryone ? 'campaign' : 'characters'}
        onChange={(who) => setEveryone(who === 'campaign')}
      >
        <Stack gap="xs">
          <Radio value="campaign" label={t('export.everyone', { name: campaign.name })} />
          <Radio value="characters" label={t('export.some')} />
        </Stack>
      </Radio.Group>
      {!isEveryone && <ExportWho campaignId={campaign.id} chosen={chosen} onChoose={choose} />}
      <Group justify="space-between" gap="sm">
        <Text id={formId} fw={500}>
          {t('export.form')}
        </Text>
        <SegmentedControl
          aria-labelledby={formId}
          value={form}
          onChange={setForm}
          data={forms.map((value) => ({ value, label: t(`export.forms.${value}`) }))}
        />
      </Group>
      <Group justify="space-between" gap="sm">
        <Text id={picturesId} fw={500}>
          {t('export.pictures')}
        </Text>
        <SegmentedControl
          aria-labelledby={picturesId}
          value={pictures}
          onChange={setPictures}
          data={exportFormats.map((value) => ({ value, label: t(`export.formats.${value}`) }))}
        />
      </Group>
      {pictures === 'jpeg' && <Text size="sm">{t('export.jpegNote')}</Text>}
      <Checkbox
        label={t('export.strip')}
        description={t('export.stripNote')}
        styles={{ description: { color: 'var(--ck-quiet)', fontSize: '0.875rem' } }}
        checked={isStripped}
        onChange={({ currentTarget }) => setStripped(currentTarget.checked)}
      />
      <Checkbox
        label={t('export.withNotes')}
        description={t('export.withNotesNote')}
        styles={{ description: { color: 'var(--ck-quiet)', fontSize: '0.875rem' } }}
        checked={withNotes}
        onChange={({ currentTarget }) => setWithNotes(currentTarget.checked)}
      />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button
          data-autofocus
          disabled={!isEveryone && chosen.size === 0}
          onClick={() =>
            void exportCast({ what, form, withMetadata: !isStripped, withNotes, pictures })
          }
        >
          {t('export.choosePlace')}
        </Button>
      </Group>
    </Stack>
  )
}
