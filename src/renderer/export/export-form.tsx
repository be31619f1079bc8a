import { Button, Checkbox, Group, Radio, SegmentedControl, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type ExportFormat, type ExportOrder, exportFormats } from '../../shared/export'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import type { ExportScope } from '../app/navigation'
import { exportCast } from './export-cast'
import { ExportWho } from './export-who'

interface ExportFormProps {
  readonly scope: ExportScope
  readonly onClose: () => void
}

const forms = ['folder', 'zip'] as const

/** What is exported, in which form, and whether what is embedded in the pictures and the game master's notes come along. */
export function ExportForm({ scope, onClose }: ExportFormProps) {
  const t = useWords()
  const formId = useId()
  const [isEveryone, setEveryone] = useState(scope.kind === 'cast')
  const [chosen, choose] = useState<ReadonlySet<number>>(
    () => new Set(scope.kind === 'characters' ? scope.ids : []),
  )
  const [form, setForm] = useState<ExportOrder['form']>('folder')
  const picturesId = useId()
  const [pictures, setPictures] = useState<ExportFormat>('as-stored')
  const [isStripped, setStripped] = useState(true)
  const [withNotes, setWithNotes] = useState(false)
  const what = whatOf(scope, isEveryone, chosen)
  return (
    <Stack gap="md">
      {scope.kind === 'portraits' ? (
        <Text>{t('export.selectedText', { count: scope.ids.length })}</Text>
      ) : (
        <Characters
          campaignId={scope.campaignId}
          isEveryone={isEveryone}
          onEveryone={setEveryone}
          chosen={chosen}
          onChoose={choose}
        />
      )}
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
      {scope.kind !== 'portraits' && (
        <Checkbox
          label={t('export.withNotes')}
          description={t('export.withNotesNote')}
          styles={{ description: { color: 'var(--ck-quiet)', fontSize: '0.875rem' } }}
          checked={withNotes}
          onChange={({ currentTarget }) => setWithNotes(currentTarget.checked)}
        />
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button
          data-autofocus
          disabled={what.kind !== 'campaign' && what.ids.length === 0}
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

function whatOf(
  scope: ExportScope,
  isEveryone: boolean,
  chosen: ReadonlySet<number>,
): ExportOrder['what'] {
  if (scope.kind === 'portraits') return { kind: 'portraits', ids: [...scope.ids] }
  if (isEveryone) return { kind: 'campaign', id: scope.campaignId }
  return { kind: 'characters', ids: [...chosen] }
}

interface CharactersProps {
  readonly campaignId: number
  readonly isEveryone: boolean
  readonly onEveryone: (isEveryone: boolean) => void
  readonly chosen: ReadonlySet<number>
  readonly onChoose: (chosen: ReadonlySet<number>) => void
}

/** The whole cast, or those who are ticked. */
function Characters({ campaignId, isEveryone, onEveryone, chosen, onChoose }: CharactersProps) {
  const t = useWords()
  const { data: campaign } = useQuery(queries.campaign(campaignId))
  if (campaign === undefined) return null
  return (
    <>
      {isEveryone && <Text>{t('export.text')}</Text>}
      <Radio.Group
        aria-label={t('export.who')}
        value={isEveryone ? 'campaign' : 'characters'}
        onChange={(who) => onEveryone(who === 'campaign')}
      >
        <Stack gap="xs">
          <Radio value="campaign" label={t('export.everyone', { name: campaign.name })} />
          <Radio value="characters" label={t('export.some')} />
        </Stack>
      </Radio.Group>
      {!isEveryone && <ExportWho campaignId={campaignId} chosen={chosen} onChoose={onChoose} />}
    </>
  )
}
