import { Button, Group } from '@mantine/core'
import { IconInfoCircle, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import type { Portrait } from '../../shared/portrait'
import { translator, useWords } from '../app/i18n'
import { faceOf } from '../players/players-store'
import { ShowButton } from '../players/show-button'
import { IconButton } from '../ui/icon-button'
import type { PortraitSubject } from '../ui/portrait-image'
import { makeCurrent, type NamedSubject, trashPortrait } from './actions'
import { formatMoment, sourceName } from './facts'
import type { FrameId } from './film-strip'
import classes from './portrait-caption.module.css'
import { PortraitDetails } from './portrait-details'
import { StarButton } from './star-button'

interface PortraitCaptionProps extends NamedSubject {
  readonly portrayed: PortraitSubject
  /** The portrait on stage, as the history knows it; null for the avatar placeholder. */
  readonly shown: Portrait | null
  readonly looksAt: FrameId
}

/** What the picture above is, and what can be done with it. */
export function PortraitCaption(props: PortraitCaptionProps) {
  const { subject, name, portrayed, shown, looksAt } = props
  const t = useWords()
  const [isOpen, setOpen] = useState(false)
  const named = { subject, name }
  const isCurrent = looksAt === (portrayed.portrait?.id ?? null)
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
          t(portrayed.portrait === null ? 'portrait.noneYet' : 'portrait.placeholder')
        )}
      </div>
      <Group gap={4} wrap="nowrap" style={{ flex: 'none' }}>
        {!isCurrent && (
          <Button size="compact-sm" onClick={() => void makeCurrent(named, looksAt)}>
            {t('portrait.makeCurrent')}
          </Button>
        )}
        {/* A character's panel has this button for the current portrait. */}
        {(!isCurrent || subject.kind === 'campaign') && (
          <ShowButton face={faceOf(subject, looksAt)} />
        )}
        {shown && (
          <>
            <StarButton id={shown.id} isStarred={shown.isStarred} />
            <IconButton label={t('portrait.details')} onClick={() => setOpen(true)}>
              <IconInfoCircle size={20} stroke={1.6} aria-hidden />
            </IconButton>
            <IconButton
              label={t('portrait.trash')}
              onClick={() => void trashPortrait(named, shown.id)}
            >
              <IconTrash size={20} stroke={1.6} aria-hidden />
            </IconButton>
            <PortraitDetails portrait={shown} isOpen={isOpen} onClose={() => setOpen(false)} />
          </>
        )}
      </Group>
    </Group>
  )
}
