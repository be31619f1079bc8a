import { ActionIcon, Menu } from '@mantine/core'
import { IconArrowRight, IconCopy, IconDots, IconFileExport, IconTrash } from '@tabler/icons-react'
import type { Character } from '../../shared/character'
import { useWords } from '../app/i18n'
import { openDialog } from '../app/navigation'
import { openExport } from '../export/export-cast'
import { duplicateCharacters, trashCharacters } from './character-actions'
import { StatusMenu } from './status-items'

/** What can be done with the character as a whole. */
export function CharacterMenu({ character }: { readonly character: Character }) {
  const t = useWords()
  const { id, name, campaignId, status } = character

  const chosen = { ids: [id], name, campaignId }

  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('character.menu')}>
          <IconDots size={20} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconCopy size={18} stroke={1.6} aria-hidden />}
          onClick={() => void duplicateCharacters(chosen)}
        >
          {t('character.duplicate')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowRight size={18} stroke={1.6} aria-hidden />}
          onClick={() => openDialog({ kind: 'move-characters', chosen })}
        >
          {t('character.move')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileExport size={18} stroke={1.6} aria-hidden />}
          onClick={() => openExport({ kind: 'characters', campaignId, ids: [id] })}
        >
          {t('export.open')}
        </Menu.Item>
        <Menu.Divider />
        <StatusMenu chosen={chosen} status={status} />
        <Menu.Divider />
        <Menu.Item
          color="var(--ck-danger)"
          leftSection={<IconTrash size={18} stroke={1.6} aria-hidden />}
          onClick={() => void trashCharacters(chosen)}
        >
          {t('character.trash')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
