import { Menu } from '@mantine/core'
import {
  IconArrowRight,
  IconCopy,
  IconFileExport,
  IconPencil,
  IconPhoto,
  IconPhotoSpark,
  IconTags,
  IconTrash,
  IconUser,
  IconUserShare,
} from '@tabler/icons-react'
import type { CharacterCard } from '../../shared/character'
import { useWords } from '../app/i18n'
import {
  type ChosenCharacters,
  openAssignFaces,
  openCharacter,
  openDialog,
} from '../app/navigation'
import { duplicateCharacters, trashCharacters } from '../character/character-actions'
import { renameCharacter } from '../character/rename-character'
import { StatusMenu } from '../character/status-items'
import { openExport } from '../export/export-cast'
import { openDockForCharacters } from '../generate/dock'
import { faceShown, facesOf } from '../players/players-store'
import { ShowItems } from '../players/show-items'
import { CardMenu } from './card-menu'
import type { AskedMenu } from './use-selectable-wall'

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

interface CastMenuProps {
  readonly asked: AskedMenu<CharacterCard>
  readonly onShow: (index: number) => void
  readonly onClose: () => void
}

/** What can be done with a character, or with all that are selected, where it was asked for. */
export function CastMenu({ asked, onShow, onClose }: CastMenuProps) {
  const t = useWords()
  const { card, ids } = asked
  const { campaignId } = card
  const isOne = ids.length === 1
  const chosen = { ids, name: isOne ? card.name : null, campaignId }
  return (
    <CardMenu asked={asked} onClose={onClose}>
      {isOne ? (
        <ForOne card={card} onShow={() => onShow(asked.index)} />
      ) : (
        <Menu.Label>{t('wall.selected', { count: ids.length })}</Menu.Label>
      )}
      <ShowItems faces={isOne ? [faceShown('character', card)] : facesOf('character', ids)} />
      <Menu.Divider />
      <ForAll chosen={chosen} {...(isOne ? { status: card.status } : {})} />
    </CardMenu>
  )
}

function ForOne({ card, onShow }: { readonly card: CharacterCard; readonly onShow: () => void }) {
  const t = useWords()
  const { id, campaignId } = card
  return (
    <>
      <Menu.Item leftSection={<IconUser {...icon} />} onClick={() => openCharacter(id, campaignId)}>
        {t('wall.open')}
      </Menu.Item>
      {/* After the menu has closed, or it would take the keyboard back. */}
      <Menu.Item leftSection={<IconPhoto {...icon} />} onClick={() => setTimeout(onShow)}>
        {t('portrait.enlarge')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconPencil {...icon} />}
        onClick={() => setTimeout(() => renameCharacter(id, campaignId))}
      >
        {t('wall.rename')}
      </Menu.Item>
      <Menu.Divider />
    </>
  )
}

interface ForAllProps {
  readonly chosen: ChosenCharacters
  readonly status?: string | null
}

function ForAll({ chosen, ...known }: ForAllProps) {
  const t = useWords()
  const { ids, campaignId } = chosen
  return (
    <>
      <Menu.Item
        leftSection={<IconPhotoSpark {...icon} />}
        onClick={() => openDockForCharacters(ids)}
      >
        {t('portrait.new')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconUserShare {...icon} />}
        onClick={() => openAssignFaces({ characterIds: ids })}
      >
        {t('pictures.assign.open')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconCopy {...icon} />}
        onClick={() => void duplicateCharacters(chosen)}
      >
        {t('character.duplicate')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconArrowRight {...icon} />}
        onClick={() => openDialog({ kind: 'move-characters', chosen })}
      >
        {t('character.move')}
      </Menu.Item>
      <StatusMenu chosen={chosen} {...known} />
      <Menu.Item
        leftSection={<IconTags {...icon} />}
        onClick={() =>
          openDialog({ kind: 'tag-many', on: { characters: [...ids], portraits: [] } })
        }
      >
        {t('tags.open')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFileExport {...icon} />}
        onClick={() => openExport({ kind: 'characters', campaignId, ids })}
      >
        {t('export.open')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        color="var(--ck-danger)"
        leftSection={<IconTrash {...icon} />}
        onClick={() => void trashCharacters(chosen)}
      >
        {t('character.trash')}
      </Menu.Item>
    </>
  )
}
