import { IconFolderOpen } from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import classes from './drop-invitation.module.css'
import { useDroppedSource } from './use-dropped-source'

/** Says over the whole window what becomes of a folder that is let go there. */
export function DropInvitation() {
  const t = useWords()
  const isOver = useDroppedSource()
  if (!isOver) return null
  return (
    <div className={classes.invitation}>
      <IconFolderOpen size={36} stroke={1.4} aria-hidden />
      <span>{t('import.drop')}</span>
    </div>
  )
}
