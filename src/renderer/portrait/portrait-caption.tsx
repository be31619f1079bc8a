import { ActionIcon, Button, Group, Tooltip } from '@mantine/core'
import { IconInfoCircle, IconStar, IconStarFilled, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Portrait } from '../../shared/portrait'
import type { Sitter } from '../components/portrait-image'
import { translator, useWords } from '../i18n'
import { makeCurrent, type Sat, starPortraits, trashPortrait } from './deeds'
import { formatMoment, sourceName } from './facts'
import type { FrameId } from './film-strip'
import classes from './portrait-caption.module.css'
import { PortraitDetails } from './portrait-details'

interface PortraitCaptionProps extends Sat {
  readonly sitter: Sitter
  /** The portrait looked at, as the history knows it; null for the avatar that stands in. */
  readonly shown: Portrait | null
  readonly looksAt: FrameId
}

/** What the picture above is, and what can be done with it. */
export function PortraitCaption(props: PortraitCaptionProps) {
  const { subject, name, sitter, shown, looksAt } = props
  const t = useWords()
  const [isOpen, setOpen] = useState(false)
  const sat = { subject, name }
  const isCurrent = looksAt === (sitter.portrait?.id ?? null)
  return (
    <Group justify="space-between" wrap="nowrap" gap={8} mih={34}>
      <div className={classes.words}>
        {shown ? (
          <>
            <span>{sourceName(t, shown)}</span>
            <time dateTime={shown.createdAt}>
              {formatMoment(shown.createdAt, translator.language, true)}
            </time>
          </>
        ) : (
          t(sitter.portrait === null ? 'portrait.noneYet' : 'portrait.standIn')
        )}
      </div>
      <Group gap={4} wrap="nowrap" style={{ flex: 'none' }}>
        {!isCurrent && (
          <Button size="compact-sm" onClick={() => void makeCurrent(sat, looksAt)}>
            {t('portrait.makeCurrent')}
          </Button>
        )}
        {shown && (
          <>
            <Tooltip label={t(shown.isStarred ? 'gallery.unstar' : 'gallery.star')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={34}
                aria-label={t(shown.isStarred ? 'gallery.unstar' : 'gallery.star')}
                onClick={() => void starPortraits([shown.id], !shown.isStarred)}
              >
                {shown.isStarred ? (
                  <IconStarFilled size={20} className={classes.starred} aria-hidden />
                ) : (
                  <IconStar size={20} stroke={1.6} aria-hidden />
                )}
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t('portrait.details')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={34}
                aria-label={t('portrait.details')}
                onClick={() => setOpen(true)}
              >
                <IconInfoCircle size={20} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <Tooltip label={t('portrait.trash')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                size={34}
                aria-label={t('portrait.trash')}
                onClick={() => void trashPortrait(sat, shown.id)}
              >
                <IconTrash size={20} stroke={1.6} aria-hidden />
              </ActionIcon>
            </Tooltip>
            <PortraitDetails portrait={shown} isOpen={isOpen} onClose={() => setOpen(false)} />
          </>
        )}
      </Group>
    </Group>
  )
}
