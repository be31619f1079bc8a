import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { CompressionSettings } from '../../shared/compression'
import { joinFacts } from '../../shared/isolate'
import { portraitUrl } from '../../shared/portrait'
import { useWords } from '../app/i18n'
import { ErrorNotice } from '../ui/error-notice'
import { useRestores } from '../ui/restores'
import { usePictureUrls } from '../ui/use-picture-urls'
import { ComparisonView } from './comparison-view'
import { compressionQueries } from './compression-queries'
import { PreviewVerdict } from './preview-verdict'
import { WayChoice } from './way-choice'

interface PreviewDialogProps {
  readonly isOpen: boolean
  readonly settings: CompressionSettings
  readonly onChange: (changes: Partial<CompressionSettings>) => void
  readonly onClose: () => void
}

/** One of the game master's own portraits beside what it would become. Stores nothing. */
export function PreviewDialog({ isOpen, onClose, ...choice }: PreviewDialogProps) {
  const t = useWords()
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="min(1180px, 96vw)"
      title={t('compression.preview.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {isOpen && <Preview {...choice} onClose={onClose} />}
    </Modal>
  )
}

const ways = ['webp-lossless', 'webp'] as const

function Preview({ settings, onChange, onClose }: Omit<PreviewDialogProps, 'isOpen'>) {
  const t = useWords()
  const restores = useRestores()
  const [chosen, choose] = useState<string | null>(null)
  const { data: candidates, error: noCandidates } = useQuery(compressionQueries.candidates())
  const candidate =
    candidates?.find(({ portraitId }) => String(portraitId) === chosen) ?? candidates?.[0]
  const portraitId = candidate?.portraitId ?? null
  const { data, error, isFetching } = useQuery({
    ...compressionQueries.preview(portraitId, settings),
    enabled: portraitId !== null,
  })
  const [url] = usePictureUrls(pictureOf(data?.picture))
  if (noCandidates) return <ErrorNotice error={noCandidates} />
  if (candidates && !candidate) return <Text>{t('compression.preview.empty')}</Text>
  if (!candidates || !candidate) return null
  const facts = (format: string, bytes: number) =>
    t('compression.preview.originalFacts', { format: format.toUpperCase(), bytes })
  return (
    <Stack gap="sm">
      <Select
        label={t('compression.preview.portrait')}
        allowDeselect={false}
        value={String(candidate.portraitId)}
        onChange={choose}
        data={candidates.map((one) => ({
          value: String(one.portraitId),
          label: joinFacts([one.name, facts(one.format, one.bytes)]),
        }))}
      />
      <WayChoice
        label={t('compression.way')}
        ways={ways}
        {...settings}
        onWay={(way) => onChange({ way })}
        onQuality={(quality) => onChange({ quality })}
      />
      <ComparisonView
        key={candidate.portraitId}
        original={portraitUrl(candidate.subject, { portraitId: candidate.portraitId, restores })}
        originalFacts={facts(candidate.format, candidate.bytes)}
        result={isFetching ? null : (url ?? null)}
        resultFacts={data && !isFetching ? sizeOf(t, data) : ''}
        isWorking={isFetching}
      />
      {error && <ErrorNotice error={error} />}
      {data && !isFetching && <PreviewVerdict preview={data} way={settings.way} />}
      <Group justify="flex-end">
        <Button onClick={onClose}>{t('app.close')}</Button>
      </Group>
    </Stack>
  )
}

// The same array for the same picture: otherwise its URL would be created again at every render.
const arrays = new WeakMap<Uint8Array, readonly Uint8Array[]>()
function pictureOf(picture: Uint8Array | null | undefined): readonly Uint8Array[] | undefined {
  if (!picture) return undefined
  const known = arrays.get(picture) ?? [picture]
  arrays.set(picture, known)
  return known
}

function sizeOf(
  t: ReturnType<typeof useWords>,
  preview: { readonly picture: Uint8Array | null; readonly originalBytes: number },
): string {
  if (preview.picture === null) return ''
  const bytes = preview.picture.length
  const percent = Math.round((100 * (preview.originalBytes - bytes)) / preview.originalBytes)
  return percent >= 0
    ? t('compression.preview.resultFacts', { bytes, percent })
    : t('compression.preview.resultLarger', { bytes, percent: -percent })
}
