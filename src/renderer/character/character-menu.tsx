import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowRight, IconCopy, IconDots, IconFileExport, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Character } from '../../shared/character'
import { request } from '../app/api'
import { useWords } from '../app/i18n'
import { openCharacter } from '../app/navigation'
import { attempt, toastDone } from '../app/toasts'
import { openExport } from '../export/export-cast'
import { focusOnWall } from '../wall/wall-focus'
import { MoveCharacter } from './move-character'

interface CharacterMenuProps {
  readonly character: Character
  readonly onClose: () => void
}

/** What can be done with the character as a whole. */
export function CharacterMenu({ character, onClose }: CharacterMenuProps) {
  const t = useWords()
  const { id, name, campaignId } = character
  const [isMoving, setMoving] = useState(false)

  const duplicate = () =>
    attempt(async () => {
      const copy = await request('characters:duplicate', { id })
      openCharacter(copy.id, copy.campaignId)
      focusOnWall({ kind: 'character', id: copy.id })
      toastDone(t('character.duplicated', { name }), async () => {
        await request('characters:trash', { id: copy.id })
        openCharacter(id, campaignId)
        focusOnWall({ kind: 'character', id })
      })
    })
  const trash = () =>
    attempt(async () => {
      await request('characters:trash', { id })
      onClose()
      focusOnWall({ kind: 'successor', of: id })
      toastDone(t('character.trashed', { name }), async () => {
        await request('characters:restore', { id })
        openCharacter(id, campaignId)
        focusOnWall({ kind: 'character', id })
      })
    })

  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('character.menu')}>
            <IconDots size={20} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconCopy size={18} stroke={1.6} aria-hidden />}
            onClick={() => void duplicate()}
          >
            {t('character.duplicate')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowRight size={18} stroke={1.6} aria-hidden />}
            onClick={() => setMoving(true)}
          >
            {t('character.move')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFileExport size={18} stroke={1.6} aria-hidden />}
            onClick={() => openExport({ campaignId, characterId: id })}
          >
            {t('export.open')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="var(--ck-danger)"
            leftSection={<IconTrash size={18} stroke={1.6} aria-hidden />}
            onClick={() => void trash()}
          >
            {t('character.trash')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isMoving && <MoveCharacter character={character} onClose={() => setMoving(false)} />}
    </>
  )
}
