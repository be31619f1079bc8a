import { Button } from '@mantine/core'
import {
  IconArrowRight,
  IconColumns2,
  IconCopy,
  IconFileExport,
  IconPhotoSpark,
  IconStar,
  IconStarOff,
  IconTags,
  IconTrash,
  IconUserShare,
} from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import { openAssignFaces, openDialog } from '../app/navigation'
import { openExport } from '../export/export-cast'
import { ShowSelected } from '../players/show-selected'
import { starPortraits } from '../portrait/actions'
import { IconButton } from '../ui/icon-button'
import { SelectionBar } from '../wall/selection-bar'
import { duplicateOwners, generateForOwners, moveOwners, trashPortraits } from './gallery-actions'
import { gallerySelection, openGalleryDialog } from './gallery-view'

/** What can be done with all the portraits that are selected. */
export function GalleryBar() {
  const t = useWords()
  const ids = [...gallerySelection.use().ids]
  const [one, other] = ids
  return (
    <SelectionBar selection={gallerySelection} label={t('gallery.selection')}>
      <ShowSelected faces={ids.map((portraitId) => ({ portraitId }))} />
      <IconButton label={t('gallery.star')} onClick={() => void starPortraits(ids, true)}>
        <IconStar size={20} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('gallery.unstar')} onClick={() => void starPortraits(ids, false)}>
        <IconStarOff size={20} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton
        label={t('tags.open')}
        onClick={() => openDialog({ kind: 'tag-many', on: { characters: [], portraits: ids } })}
      >
        <IconTags size={20} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('portrait.new')} onClick={() => void generateForOwners(ids)}>
        <IconPhotoSpark size={20} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton
        label={t('pictures.assign.open')}
        onClick={() => openAssignFaces({ portraitIds: ids })}
      >
        <IconUserShare size={20} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton
        label={t('gallery.moveOwners', { count: ids.length })}
        onClick={() => void moveOwners(ids)}
      >
        <IconArrowRight size={20} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton
        label={t('gallery.duplicateOwners', { count: ids.length })}
        onClick={() => void duplicateOwners(ids)}
      >
        <IconCopy size={20} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('export.open')} onClick={() => openExport({ kind: 'portraits', ids })}>
        <IconFileExport size={20} stroke={1.6} aria-hidden />
      </IconButton>
      {one !== undefined && other !== undefined && ids.length === 2 && (
        <IconButton
          label={t('gallery.compare')}
          onClick={() => openGalleryDialog({ kind: 'compare', ids: [one, other] })}
        >
          <IconColumns2 size={20} stroke={1.6} aria-hidden />
        </IconButton>
      )}
      <Button
        size="sm"
        variant="default"
        leftSection={<IconTrash size={18} stroke={1.6} aria-hidden />}
        onClick={() => void trashPortraits(ids)}
      >
        {t('gallery.trash')}
      </Button>
    </SelectionBar>
  )
}
