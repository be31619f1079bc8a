import { IconNotebook, IconPhoto } from '@tabler/icons-react'
import { portraitUrl } from '../../shared/portrait'
import type { TrashEntry } from '../../shared/trash'
import { SmallFace } from '../portrait/small-face'
import { RowFace } from '../ui/row-face'
import classes from './trash-tab.module.css'
import { nameOf } from './trash-words'

/** The face of an item in the trash, beside its name. */
export function TrashFace({ entry }: { readonly entry: TrashEntry }) {
  const { kind, subject, portrait, avatarStyle, avatarSeed } = entry
  if (subject !== null) {
    const portrayed = { id: subject.id, name: nameOf(entry), portrait, avatarStyle, avatarSeed }
    return <SmallFace kind={subject.kind} portrayed={portrayed} />
  }
  if (kind === 'session') {
    return (
      <span className={classes.icon}>
        <IconNotebook size={20} stroke={1.5} aria-hidden />
      </span>
    )
  }
  if (portrait === null) return <IconPhoto size={20} stroke={1.5} aria-hidden />
  const url = portraitUrl(null, { portraitId: portrait.id, size: 128 })
  return <RowFace url={url} isLost={portrait.state !== 'sound'} />
}
