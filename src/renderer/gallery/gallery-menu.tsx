import { Menu } from '@mantine/core'
import {
  IconColumns2,
  IconCopy,
  IconInfoCircle,
  IconPhotoCheck,
  IconStar,
  IconStarOff,
  IconTrash,
  IconUser,
  IconUserShare,
} from '@tabler/icons-react'
import type { GalleryEntry } from '../../shared/gallery'
import { useWords } from '../app/i18n'
import { copyPortrait } from '../export/export-cast'
import { SavePortraitMenu } from '../export/save-portrait-menu'
import { makeCurrent, starPortraits } from '../portrait/actions'
import { nameOf, openOwner, spokenNameOf, trashPortraits } from './gallery-actions'
import { openGalleryDialog, openPortrait } from './gallery-view'

/** A menu that was asked for: where, for which portrait, and for which others that are selected. */
export interface AskedMenu {
  readonly card: GalleryEntry
  readonly ids: readonly number[]
  /** What has the keyboard again afterwards. */
  readonly from: HTMLElement
  readonly xPx: number
  readonly yPx: number
}

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

interface GalleryMenuProps {
  readonly asked: AskedMenu | null
  readonly onClose: () => void
}

/** The context menu of a portrait, or of all that are selected. */
export function GalleryMenu({ asked, onClose }: GalleryMenuProps) {
  if (asked === null) return null
  const { card, ids, from, xPx, yPx } = asked
  const close = () => {
    from.focus({ preventScroll: true })
    onClose()
  }
  return (
    // Another place is another menu: one that is on its way out would not open there.
    <Menu key={`${card.id}:${xPx}:${yPx}`} opened onClose={close} position="bottom-start">
      <Menu.Target>
        <span style={{ position: 'fixed', left: xPx, top: yPx }} aria-hidden />
      </Menu.Target>
      <Menu.Dropdown>
        {ids.length > 1 ? <ForMany {...asked} /> : <ForOne {...asked} />}
      </Menu.Dropdown>
    </Menu>
  )
}

function ForMany({ ids }: AskedMenu) {
  const t = useWords()
  const [one, other] = ids
  return (
    <>
      <Menu.Label>{t('gallery.selected', { count: ids.length })}</Menu.Label>
      {one !== undefined && other !== undefined && ids.length === 2 && (
        <Menu.Item
          leftSection={<IconColumns2 {...icon} />}
          onClick={() => openGalleryDialog({ kind: 'compare', ids: [one, other] })}
        >
          {t('gallery.compare')}
        </Menu.Item>
      )}
      <Menu.Item leftSection={<IconStar {...icon} />} onClick={() => void starPortraits(ids, true)}>
        {t('gallery.star')}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconStarOff {...icon} />}
        onClick={() => void starPortraits(ids, false)}
      >
        {t('gallery.unstar')}
      </Menu.Item>
      <Menu.Divider />
      <Menu.Item leftSection={<IconTrash {...icon} />} onClick={() => void trashPortraits(ids)}>
        {t('gallery.trash')}
      </Menu.Item>
    </>
  )
}

function ForOne({ card }: AskedMenu) {
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
