import { ActionIcon, Button, Menu } from '@mantine/core'
import {
  IconArrowRight,
  IconCopy,
  IconFileExport,
  IconPhotoSpark,
  IconTags,
  IconTrash,
  IconUserCheck,
  IconUserShare,
} from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import { openAssignFaces, openDialog } from '../app/navigation'
import { duplicateCharacters, trashCharacters } from '../character/character-actions'
import { StatusItems } from '../character/status-items'
import { openExport } from '../export/export-cast'
import { openDockForCharacters } from '../generate/dock'
import { facesOf } from '../players/players-store'
import { ShowSelected } from '../players/show-selected'
import { IconButton } from '../ui/icon-button'
import { HoverTooltip } from '../ui/tooltip'
import classes from './cast-bar.module.css'
import { castSelection } from './cast-selection'
import { SelectionBar } from './selection-bar'

/** What can be done with all the characters that are selected. */
export function CastBar({ campaignId }: { readonly campaignId: number }) {
  const t = useWords()
  const selection = castSelection(campaignId)
  const chosen = { ids: [...selection.use().ids], name: null, campaignId }
  return (
    <div className={classes.hold}>
      <SelectionBar selection={selection} label={t('wall.selection')}>
        <IconButton
          label={t('wall.move')}
          onClick={() => openDialog({ kind: 'move-characters', chosen })}
        >
          <IconArrowRight size={20} stroke={1.6} aria-hidden />
        </IconButton>
        <ShowSelected faces={facesOf('character', chosen.ids)} />
        <IconButton label={t('portrait.new')} onClick={() => openDockForCharacters(chosen.ids)}>
          <IconPhotoSpark size={20} stroke={1.6} aria-hidden />
        </IconButton>
        <Menu position="top">
          <Menu.Target>
            <HoverTooltip label={t('status.label')}>
              <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('status.label')}>
                <IconUserCheck size={20} stroke={1.6} aria-hidden />
              </ActionIcon>
            </HoverTooltip>
          </Menu.Target>
          <Menu.Dropdown>
            <StatusItems chosen={chosen} />
          </Menu.Dropdown>
        </Menu>
        <IconButton
          label={t('tags.open')}
          onClick={() =>
            openDialog({ kind: 'tag-many', on: { characters: chosen.ids, portraits: [] } })
          }
        >
          <IconTags size={20} stroke={1.6} aria-hidden />
        </IconButton>
        <IconButton
          label={t('pictures.assign.open')}
          onClick={() => openAssignFaces({ characterIds: chosen.ids })}
        >
          <IconUserShare size={20} stroke={1.6} aria-hidden />
        </IconButton>
        <IconButton
          label={t('character.duplicate')}
          onClick={() => void duplicateCharacters(chosen)}
        >
          <IconCopy size={20} stroke={1.6} aria-hidden />
        </IconButton>
        <IconButton
          label={t('export.open')}
          onClick={() => openExport({ kind: 'characters', campaignId, ids: chosen.ids })}
        >
          <IconFileExport size={20} stroke={1.6} aria-hidden />
        </IconButton>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconTrash size={18} stroke={1.6} aria-hidden />}
          onClick={() => void trashCharacters(chosen)}
        >
          {t('character.trash')}
        </Button>
      </SelectionBar>
    </div>
  )
}
