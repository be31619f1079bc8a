import { Anchor, Button, Group, Skeleton, UnstyledButton } from '@mantine/core'
import {
  IconCopy,
  IconDeviceFloppy,
  IconPhotoCheck,
  IconTrash,
  IconUserShare,
  IconX,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { GalleryPortrait } from '../../shared/gallery'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { copyPortrait, savePortrait } from '../export/export-cast'
import { ShowButton } from '../players/show-button'
import { makeCurrent } from '../portrait/actions'
import { LargePortrait } from '../portrait/large-portrait'
import { PortraitFacts } from '../portrait/portrait-facts'
import { StarButton } from '../portrait/star-button'
import { TagField } from '../tags/tag-field'
import { ErrorNotice } from '../ui/error-notice'
import { IconButton } from '../ui/icon-button'
import { PortraitImage } from '../ui/portrait-image'
import { focusWall } from '../wall/use-grid-keys'
import { nameOf, openOwner, spokenNameOf, trashPortraits } from './gallery-actions'
import { subjectOfCard } from './gallery-card'
import classes from './gallery-details.module.css'
import { closePortrait, narrow, openGalleryDialog, useGalleryState } from './gallery-view'

const icon = { size: 20, stroke: 1.6, 'aria-hidden': true } as const

/** The details of the open portrait, if one is open. */
export function GalleryDetails() {
  const { openId } = useGalleryState()
  return openId === null ? null : <Details id={openId} />
}

/** The open portrait: large, whose it is, what can be done with it, and everything known of it. */
function Details({ id }: { readonly id: number }) {
  const t = useWords()
  const { data, error, refetch } = useQuery(queries.portrait(id))
  const closeButton = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    const wall = document.querySelector('[data-wall]')
    // In a small window the wall is out of sight then, and the keyboard with it.
    if (wall?.checkVisibility({ visibilityProperty: true }) === false) closeButton.current?.focus()
    return () => void requestAnimationFrame(keepFocusOnWall)
  }, [])
  const isGone = data?.portrait.trashedAt != null
  useEffect(() => {
    if (isGone) closePortrait()
  }, [isGone])
  return (
    <aside className={classes.panel} aria-label={t('gallery.details')}>
      <Group className={classes.bar} justify="flex-end">
        <Button
          ref={closeButton}
          variant="subtle"
          color="gray"
          className={classes.close}
          aria-label={t('gallery.closeDetails')}
          onClick={closePortrait}
        >
          <IconX {...icon} />
        </Button>
      </Group>
      {data ? (
        <Opened known={data} />
      ) : error === null ? (
        <Skeleton className={classes.waiting} radius="sm" />
      ) : (
        <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />
      )}
    </aside>
  )
}

/** What had the keyboard has gone with the details. */
function keepFocusOnWall(): void {
  if (document.activeElement === document.body) focusWall()
}

function Opened({ known }: { readonly known: GalleryPortrait }) {
  const t = useWords()
  const [isLarge, setLarge] = useState(false)
  const { card, portrait, twins } = known
  const { id, owner, isStarred, isShown, state } = card
  const name = nameOf(card)
  const kind = owner?.subject.kind ?? 'unowned'
  const portrayed = subjectOfCard(card)
  return (
    <>
      <UnstyledButton
        className={classes.enlarge}
        aria-label={t('portrait.enlarge')}
        onClick={() => setLarge(true)}
      >
        <PortraitImage
          key={id}
          kind={kind}
          portrayed={portrayed}
          marked={false}
          className={classes.picture}
        />
      </UnstyledButton>
      <div className={classes.whose}>
        {owner ? (
          <Anchor
            component="button"
            type="button"
            className={classes.name}
            onClick={() => openOwner(card)}
          >
            <bdi>{name}</bdi>
          </Anchor>
        ) : (
          <span className={classes.name}>{name}</span>
        )}
        <p className={classes.state}>
          {owner?.subject.kind === 'character' && <bdi>{owner.campaignName}</bdi>}
          {owner?.subject.kind === 'campaign' && t('gallery.ofGameMaster')}
          {!owner && t('gallery.unassignedText')}
        </p>
        <p className={classes.state}>
          {t(isShown ? 'gallery.isShown' : 'gallery.isUnused')}
          {twins > 0 && ` · ${t('gallery.twins', { count: twins })}`}
        </p>
        {state !== 'sound' && <p className={classes.trouble}>{t(`portrait.${state}Text`)}</p>}
      </div>
      <Group gap={4} className={classes.actions}>
        <Button
          size="sm"
          variant={owner ? 'default' : 'filled'}
          leftSection={<IconUserShare size={18} stroke={1.6} aria-hidden />}
          onClick={() => openGalleryDialog({ kind: 'assign', id })}
        >
          {t(owner ? 'gallery.useFor' : 'gallery.adopt')}
        </Button>
        <Group gap={2} ml="auto">
          {owner && !isShown && (
            <IconButton
              label={t('portrait.makeCurrent')}
              onClick={() => void makeCurrent({ subject: owner.subject, name }, id)}
            >
              <IconPhotoCheck {...icon} />
            </IconButton>
          )}
          <ShowButton face={{ portraitId: id }} />
          <StarButton id={id} isStarred={isStarred} />
          <IconButton
            label={t('export.savePortrait')}
            onClick={() => void savePortrait(spokenNameOf(card), id)}
          >
            <IconDeviceFloppy {...icon} />
          </IconButton>
          <IconButton
            label={t('export.copyPortrait')}
            onClick={() => void copyPortrait(spokenNameOf(card), id)}
          >
            <IconCopy {...icon} />
          </IconButton>
          <IconButton label={t('portrait.trash')} onClick={() => void trashPortraits([id])}>
            <IconTrash {...icon} />
          </IconButton>
        </Group>
      </Group>
      <TagField key={`tags-${id}`} tagged={{ kind: 'portrait', id }} className={classes.tags} />
      <PortraitFacts portrait={portrait} isNarrow />
      {owner && (
        <Button
          variant="subtle"
          size="compact-sm"
          className={classes.others}
          onClick={() => narrow({ search: '', filters: { subject: owner.subject } })}
        >
          {t('gallery.allOf', { name })}
        </Button>
      )}
      {isLarge && (
        <LargePortrait
          kind={kind}
          name={name}
          portrayed={portrayed}
          onClose={() => setLarge(false)}
        />
      )}
    </>
  )
}
