import { Button, Group, Modal, Radio, Select, Skeleton, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type JournalSession, type SessionFormat, sessionFormats } from '../../shared/session'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt, toastDone } from '../app/toasts'
import { ErrorNotice } from '../ui/error-notice'
import { sessionName } from './session-words'

interface ExportSessionsProps {
  readonly campaignId: number
  /** The session that is chosen at first; with null the open one, or the newest. */
  readonly sessionId: number | null
  readonly onClose: () => void
}

/** Saves a session, or all of a campaign, as a text file where the game master says. */
export function ExportSessions({ campaignId, sessionId, onClose }: ExportSessionsProps) {
  const t = useWords()
  const { data, error, refetch } = useQuery(queries.sessions(campaignId))
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('sessions.export.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {error !== null && <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />}
      {data === undefined && error === null && <Skeleton height={160} radius="sm" />}
      {data?.sessions.length === 0 && <Text>{t('sessions.export.none')}</Text>}
      {data && data.sessions.length > 0 && (
        <Form
          sessions={data.sessions}
          campaignId={campaignId}
          sessionId={sessionId}
          onClose={onClose}
        />
      )}
    </Modal>
  )
}

const all = 'all'

interface FormProps extends ExportSessionsProps {
  readonly sessions: readonly JournalSession[]
}

function Form({ sessions, campaignId, sessionId, onClose }: FormProps) {
  const t = useWords()
  const first = sessions.find(({ isOpen }) => isOpen) ?? sessions.at(-1)
  const [chosen, choose] = useState(String(sessionId ?? first?.id ?? all))
  const [format, setFormat] = useState<SessionFormat>('markdown')
  const [isSaving, setSaving] = useState(false)
  const save = async () => {
    setSaving(true)
    await attempt(async () => {
      const which = chosen === all ? null : Number(chosen)
      if (!(await request('export:sessions', { campaignId, sessionId: which, format }))) return
      toastDone(t('sessions.export.saved'))
      onClose()
    })
    setSaving(false)
  }
  const options = sessions
    .toReversed()
    .map((session) => ({ value: String(session.id), label: sessionName(t, session) }))
  return (
    <Stack>
      <Select
        label={t('sessions.export.which')}
        data={[
          ...options,
          { value: all, label: t('sessions.export.all', { count: sessions.length }) },
        ]}
        value={chosen}
        allowDeselect={false}
        searchable={sessions.length > 10}
        onChange={(value) => choose(value ?? all)}
      />
      <Radio.Group
        label={t('sessions.export.format')}
        value={format}
        onChange={(value) => setFormat(sessionFormats.find((one) => one === value) ?? 'markdown')}
      >
        <Stack gap="xs" mt={6}>
          {sessionFormats.map((one) => (
            <Radio
              key={one}
              value={one}
              label={t(`sessions.export.formats.${one}`)}
              description={t(`sessions.export.notes.${one}`)}
            />
          ))}
        </Stack>
      </Radio.Group>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('app.cancel')}
        </Button>
        <Button data-autofocus loading={isSaving} onClick={() => void save()}>
          {t('sessions.export.save')}
        </Button>
      </Group>
    </Stack>
  )
}
