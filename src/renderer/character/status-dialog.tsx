import { Autocomplete, Button, Group, Modal, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { statusSchema } from '../../shared/status'
import { statusFromText } from '../../shared/status-words'
import { queries } from '../app/api'
import { sentenceOf } from '../app/error-report'
import { useWords } from '../app/i18n'
import type { ChosenCharacters } from '../app/navigation'
import { checkWith } from '../ui/use-auto-save'
import { setStatus } from './character-actions'
import { ownStatuses } from './own-statuses'

const checkStatus = checkWith(statusSchema)

interface StatusDialogProps {
  readonly chosen: ChosenCharacters
  readonly onClose: () => void
}

/** Asks for a status in the game master's own words. */
export function StatusDialog({ chosen, onClose }: StatusDialogProps) {
  const t = useWords()
  const [typed, type] = useState('')
  const { data: counts } = useQuery(queries.statuses(chosen.campaignId))
  const refusal = checkStatus(typed)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (refusal === null && (await setStatus(chosen, statusFromText(t, typed)))) onClose()
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('status.ownTitle')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Autocomplete
            label={t('status.ownLabel')}
            placeholder={t('status.ownPlaceholder')}
            data={ownStatuses(counts)}
            data-autofocus
            dir="auto"
            value={typed}
            onChange={type}
            error={typed !== '' && refusal !== null && sentenceOf(refusal)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button type="submit" disabled={refusal !== null}>
              {t('status.confirm')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
