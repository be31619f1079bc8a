import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Character } from '../../shared/character'
import { queries, request } from '../app/api'
import { useWords } from '../app/i18n'
import { openCharacter } from '../app/navigation'
import { attempt, toastDone } from '../app/toasts'
import { mostOptions } from '../ui/options'

interface MoveCharacterProps {
  readonly character: Character
  readonly onClose: () => void
}

/** Moves a character, with its portraits and notes, to another campaign. */
export function MoveCharacter({ character, onClose }: MoveCharacterProps) {
  const t = useWords()
  const { id, name, campaignId } = character
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  const others = campaigns.filter((campaign) => campaign.id !== campaignId)
  const [chosen, choose] = useState<string | null>(null)
  const goal = others.find((campaign) => String(campaign.id) === chosen)

  const moveTo = async (to: number) => {
    await request('characters:move', { id, campaignId: to })
    openCharacter(id, to)
  }
  const move = () =>
    attempt(async () => {
      if (!goal) return
      await moveTo(goal.id)
      onClose()
      toastDone(t('character.moved', { name, campaign: goal.name }), () => moveTo(campaignId))
    })

  return (
    <Modal
      opened
      onClose={onClose}
      title={t('character.moveTitle', { name })}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {others.length === 0 ? (
        <Text>{t('character.moveNowhere')}</Text>
      ) : (
        <Stack gap="lg">
          <Select
            label={t('character.moveTo')}
            description={t('character.moveText')}
            placeholder={t('character.moveFind')}
            nothingFoundMessage={t('character.moveNoneFound')}
            data={others.map((campaign) => ({ value: String(campaign.id), label: campaign.name }))}
            value={chosen}
            onChange={choose}
            searchable
            limit={mostOptions}
            data-autofocus
            maxDropdownHeight={260}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button disabled={!goal} onClick={() => void move()}>
              {t('character.moveConfirm')}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
