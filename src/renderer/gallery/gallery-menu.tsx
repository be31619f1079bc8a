import { Menu } from '@mantine/core'
import {
  IconArrowRight,
  IconColumns2,
  IconCopy,
  IconFileExport,
  IconInfoCircle,
  IconPhotoCheck,
  IconPhotoSpark,
  IconStar,
  IconStarOff,
  IconTags,
  IconTrash,
  IconUser,
  IconUserShare,
} from '@tabler/icons-react'
import type { GalleryEntry } from '../../shared/gallery'
import { useWords } from '../app/i18n'
import { openAssignFaces, openDialog } from '../app/navigation'
import { copyPortrait, openExport } from '../export/export-cast'
import { SavePortraitMenu } from '../export/save-portrait-menu'
import { ShowItems } from '../players/show-items'
import { makeCurrent, starPortraits } from '../portrait/actions'
import { CardMenu } from '../wall/card-menu'
import type { AskedMenu } from '../wall/use-selectable-wall'
import {
  duplicateOwners,
  generateForOwners,
  moveOwners,
  nameOf,
  openOwner,
  spokenNameOf,
  trashPortraits,
} from './gallery-actions'
import { openGalleryDialog, openPortrait } from './gallery-view'

type Asked = AskedMenu<GalleryEntry>

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

interface GalleryMenuProps {
  readonly asked: Asked | null
  readonly onClose: () => void
}

/** The context menu of a portrait, or of all that are selected. */
export function GalleryMenu({ asked, onClose }: GalleryMenuProps) {
  if (asked === null) return null
  return (
    <CardMenu asked={asked} onClose={onClose}>
      {asked.ids.length > 1 ? <ForMany {...asked} /> : <ForOne {...asked} />}
    </CardMenu>
  )
}

function ForMany({ ids }: Asked) {
  const t = useWords()
  const [one, other] = ids
  return (
    <>
      <Menu.Label>{t('wall.selected', { count: ids.length })}</Menu.Label>
      {one !== undefined && other !== undefined && ids.length === 2 && (
        <Menu.Item
          leftSection={<IconColumns2 {...icon} />}
          onClick={() => openGalleryDialog({ kind: 'compare', ids: [one, other] })}
        >
          {t('gallery.compare')}
        </Menu.Item>
      )}
      <ShowItems faces={ids.map((portraitId) => ({ portraitId }))} />
      <Menu.Divider />
      <Menu.Item leftSection={<IconStar {...icon} />} onClick={() => void starPortraits(ids, true)}>
        {t('gallery.star')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconStarOff {...icon} />}
        onClick={() => void starPortraits(ids, false)}
      >
        {t('gallery.unstar')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconTags {...icon} />}
        onClick={() =>
          openDialog({ kind: 'tag-many', on: { characters: [], portraits: [...ids] } })
        }
      >
        {t('tags.open')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconPhotoSpark {...icon} />}
        onClick={() => void generateForOwners(ids)}
      >
        {t('portrait.new')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconUserShare {...icon} />}
        onClick={() => openAssignFaces({ portraitIds: ids })}
      >
        {t('pictures.assign.open')}
      </Menu.Item>
      <ForOwners ids={ids} />
      <Menu.Item
        leftSection={<IconFileExport {...icon} />}
        onClick={() => openExport({ kind: 'portraits', ids })}
      >
        {t('export.open')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void trashPortraits(ids)}>
        {t('gallery.trash')}
      </Menu.Item>
    </>
  )
}

/** What is done to the characters whose portraits these are. */
function ForOwners({ ids }: { readonly ids: readonly number[] }) {
  const t = useWords()
  return (
    <>
      <Menu.Item leftSection={<IconCopy {...icon} />} onClick={() => void duplicateOwners(ids)}>
        {t('gallery.duplicateOwners', { count: ids.length })}
      </Menu.Item>
      <Menu.Item leftSection={<IconArrowRight {...icon} />} onClick={() => void moveOwners(ids)}>
        {t('gallery.moveOwners', { count: ids.length })}
      </Menu.Item>
    </>
  )
}

function ForOne({ card }: Asked) {
  const t = useWords()
  const { id, owner, isStarred, isShown } = card
  const name = nameOf(card)
  return (
    <>
      <Menu.Item leftSection={<IconInfoCircle {...icon} />} onClick={() => openPortrait(id)}>
        {t('portrait.details')}
      </Menu.Item>
      {owner && (
        <Menu.Item leftSection={<IconUser {...icon} />} onClick={() => openOwner(card)}>
          {t('gallery.goTo', { name })}
        </Menu.Item>
      )}
      {owner && !isShown && (
        <Menu.Item
          leftSection={<IconPhotoCheck {...icon} />}
          onClick={() => void makeCurrent({ subject: owner.subject, name }, id)}
        >
          {t('portrait.makeCurrent')}
        </Menu.Item>
      )}
      <Menu.Divider />
      <ShowItems faces={[{ portraitId: id }]} />
      <Menu.Divider />
      <Menu.Item
        leftSection={<IconUserShare {...icon} />}
        onClick={() => openGalleryDialog({ kind: 'assign', id })}
      >
        {t(owner ? 'gallery.useFor' : 'gallery.adopt')}
      </Menu.Item>
      <Menu.Item
        leftSection={isStarred ? <IconStarOff {...icon} /> : <IconStar {...icon} />}
        onClick={() => void starPortraits([id], !isStarred)}
      >
        {t(isStarred ? 'gallery.unstar' : 'gallery.star')}
      </Menu.Item>
      {owner?.subject.kind === 'character' && <ForOwners ids={[id]} />}
      <SavePortraitMenu name={spokenNameOf(card)} portraitId={id} />
      <Menu.Item
        leftSection={<IconCopy {...icon} />}
        onClick={() => void copyPortrait(spokenNameOf(card), id)}
      >
        {t('export.copyPortrait')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void trashPortraits([id])}>
        {t('portrait.trash')}
      </Menu.Item>
    </>
  )
}
