import { Button, Group, Modal, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queries } from '../api'
import { ErrorNotice } from '../components/error-notice'
import { stopWork, useWork } from '../components/work'
import { WorkLine } from '../components/work-line'
import { useWords } from '../i18n'
import { useExporting } from './export-cast'
import { ExportForm } from './export-form'
import { ExportResult } from './export-result'

interface ExportDialogProps {
  readonly campaignId: number
  readonly characterId: number | null
  readonly onClose: () => void
}

/** A cast for people: portraits by name, and a sheet to print. */
export function ExportDialog({ campaignId, characterId, onClose }: ExportDialogProps) {
  const t = useWords()
  const { phase, result, error } = useExporting()
  const { data: campaign } = useQuery(queries.campaign(campaignId))
  const isAsking = phase === 'idle' || phase === 'failed'
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t(phase === 'done' ? 'export.doneTitle' : 'export.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {isAsking && campaign && (
        <Stack gap="md">
          {phase === 'failed' && (
            <ErrorNotice error={error} handlers={{ retry: null, 'choose-file': null }} />
          )}
          <ExportForm campaign={campaign} characterId={characterId} onClose={onClose} />
        </Stack>
      )}
      {phase === 'running' && <Running onClose={onClose} />}
      {phase === 'done' && result && <ExportResult exported={result} onClose={onClose} />}
    </Modal>
  )
}

function Running({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { told, isStopping } = useWork()
  return (
    <Stack gap="xs">
      <Text>{t('export.runningText')}</Text>
      <WorkLine work="export" waiting={t('backup.waiting')} />
      <Group justify="space-between">
        <Button
          variant="default"
          disabled={told === null}
          loading={isStopping}
          onClick={() => void stopWork()}
        >
          {t('export.cancel')}
        </Button>
        <Button disabled={told === null} onClick={onClose}>
          {t('backup.goOnBehind')}
        </Button>
      </Group>
    </Stack>
  )
}
