import { IconStar, IconStarFilled } from '@tabler/icons-react'
import type { Portrait } from '../../shared/portrait'
import { useWords } from '../app/i18n'
import { IconButton } from '../ui/icon-button'
import { starPortraits } from './actions'

/** Adds or removes a portrait's star. */
export function StarButton({ id, isStarred }: Pick<Portrait, 'id' | 'isStarred'>) {
  const t = useWords()
  return (
    <IconButton
      label={t(isStarred ? 'gallery.unstar' : 'gallery.star')}
      onClick={() => void starPortraits([id], !isStarred)}
    >
      {isStarred ? (
        <IconStarFilled size={20} color="var(--ck-mark)" aria-hidden />
      ) : (
        <IconStar size={20} stroke={1.6} aria-hidden />
      )}
    </IconButton>
  )
}
