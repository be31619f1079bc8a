import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import type { CharactersAnywhere } from '../app/navigation'
import { mostOptions } from '../ui/options'
import { moveCharacters } from './character-actions'

interface MoveCharactersProps {
  readonly chosen: CharactersAnywhere
  readonly onClose: () => void
}

/** Moves characters, with their portraits and notes, to another campaign. */
export function MoveCharacters({ chosen: characters, onClose }: MoveCharactersProps) {
  const t = useWords()
  const { ids, name, campaignId } = characters
  const isOne = name !== null
  const { data: campaigns = [] } = useQuery(queries.campaigns())
  const others = campaigns.filter((campaign) => campaign.id !== campaignId)
  const [chosen, choose] = useState<string | null>(null)
  const goal = others.find((campaign) => String(campaign.id) === chosen)

  const move = async () => {
    if (goal && (await moveCharacters(characters, goal))) onClose()
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={
        name !== null
          ? t('character.moveTitle', { name })
          : t('character.many.moveTitle', { count: ids.length })
      }
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      {others.length === 0 ? (
        <Text>{t('character.moveNowhere')}</Text>
      ) : (
        <Stack gap="lg">
          <Select
            label={t('character.moveTo')}
            description={t(isOne ? 'character.moveText' : 'character.many.moveText')}
            placeholder={t('character.moveFind')}
            nothingFoundMessage={t('character.moveNoneFound')}
            data={others.map((campaign) => ({ value: String(campaign.id), label: campaign.name }))}
            value={chosen}
            onChange={choose}
            searchable
            selectFirstOptionOnChange
            limit={mostOptions}
            data-autofocus
            maxDropdownHeight={260}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('app.cancel')}
            </Button>
            <Button disabled={!goal} onClick={() => void move()}>
              {isOne
                ? t('character.moveConfirm')
                : t('character.many.moveConfirm', { count: ids.length })}
            </Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}
