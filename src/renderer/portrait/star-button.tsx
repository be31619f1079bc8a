import { IconStar, IconStarFilled } from '@tabler/icons-react'
import type { Portrait } from '../../shared/portrait'
import { SignButton } from '../components/sign-button'
import { useWords } from '../i18n'
import { starPortraits } from './deeds'

/** Gives a portrait its star, or takes it. */
export function StarButton({ id, isStarred }: Pick<Portrait, 'id' | 'isStarred'>) {
  const t = useWords()
  return (
    <SignButton
      label={t(isStarred ? 'gallery.unstar' : 'gallery.star')}
      onClick={() => void starPortraits([id], !isStarred)}
    >
      {isStarred ? (
        <IconStarFilled size={20} color="var(--ck-mark)" aria-hidden />
      ) : (
        <IconStar size={20} stroke={1.6} aria-hidden />
      )}
    </SignButton>
  )
}
