import { Button } from '@mantine/core'
import { IconColumns2, IconStar, IconStarOff, IconTrash, IconX } from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import { starPortraits } from '../portrait/actions'
import { IconButton } from '../ui/icon-button'
import { trashPortraits } from './gallery-actions'
import { deselect, openGalleryDialog, useGalleryState } from './gallery-view'
import classes from './selection-bar.module.css'

/** What can be done with all the portraits that are selected. */
export function SelectionBar() {
  const t = useWords()
  const { selected } = useGalleryState()
  const ids = [...selected]
  const [one, other] = ids
  if (one === undefined) return null
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('gallery.selection')}>
      <span className={classes.count} role="status">
        {t('gallery.selected', { count: ids.length })}
      </span>
      <IconButton label={t('gallery.star')} onClick={() => void starPortraits(ids, true)}>
        <IconStar size={20} stroke={1.6} aria-hidden />
      </IconButton>
      <IconButton label={t('gallery.unstar')} onClick={() => void starPortraits(ids, false)}>
        <IconStarOff size={20} stroke={1.6} aria-hidden />
      </IconButton>
      <Button
        size="sm"
        variant="default"
        disabled={other === undefined || ids.length > 2}
        title={ids.length === 2 ? undefined : t('gallery.compareTwo')}
        leftSection={<IconColumns2 size={18} stroke={1.6} aria-hidden />}
        onClick={() =>
          other !== undefined && openGalleryDialog({ kind: 'compare', ids: [one, other] })
        }
      >
        {t('gallery.compare')}
      </Button>
      <Button
        size="sm"
        variant="default"
        leftSection={<IconTrash size={18} stroke={1.6} aria-hidden />}
        onClick={() => void trashPortraits(ids)}
      >
        {t('gallery.trash')}
      </Button>
      <IconButton label={t('gallery.deselectAll')} onClick={deselect}>
        <IconX size={20} stroke={1.6} aria-hidden />
      </IconButton>
    </div>
  )
}
