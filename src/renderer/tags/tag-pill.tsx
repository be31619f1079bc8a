import { CloseButton } from '@mantine/core'
import { IconCircleDashed, IconFlag, IconMapPin, IconMask, IconTags } from '@tabler/icons-react'
import { isFixedTagKind, type Tag } from '../../shared/tag'
import { tagKindWord } from '../../shared/tag-words'
import { useWords } from '../app/i18n'
import classes from './tag-pill.module.css'

const icons = { faction: IconFlag, place: IconMapPin, role: IconMask } as const

/** The sign of a kind of tags; the game master's own all have the same. */
export function TagKindIcon({
  kind,
  size,
}: {
  readonly kind: string | null
  readonly size: number
}) {
  const Icon = kind === null ? IconCircleDashed : isFixedTagKind(kind) ? icons[kind] : IconTags
  return <Icon size={size} stroke={1.6} aria-hidden />
}

interface TagPillProps {
  readonly tag: Pick<Tag, 'name' | 'kind' | 'colour'>
  readonly onRemove?: (() => void) | undefined
}

/** A tag by its name, with the sign of its kind in its color. */
export function TagPill({ tag, onRemove }: TagPillProps) {
  const t = useWords()
  const { name, kind, colour } = tag
  return (
    <span className={classes.pill} data-colour={colour}>
      {kind !== null && (
        <span className={classes.sign} title={tagKindWord(t, kind)}>
          <TagKindIcon kind={kind} size={14} />
        </span>
      )}
      {kind === null && colour !== null && <span className={classes.dot} aria-hidden />}
      <bdi className={classes.name}>{name}</bdi>
      {onRemove && (
        <CloseButton
          size="xs"
          tabIndex={-1}
          aria-label={t('tags.remove', { name })}
          onMouseDown={(event) => event.preventDefault()}
          onClick={onRemove}
        />
      )}
    </span>
  )
}
