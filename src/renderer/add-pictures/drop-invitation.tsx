import { IconPhotoDown } from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import classes from './drop-invitation.module.css'
import { useDroppedFiles } from './use-dropped-files'

/** Says over the whole window that what is held there can be dropped. */
export function DropInvitation() {
  const t = useWords()
  const isOver = useDroppedFiles()
  if (!isOver) return null
  return (
    <div className={classes.invitation}>
      <IconPhotoDown size={36} stroke={1.4} aria-hidden />
      <span>{t('pictures.drop')}</span>
    </div>
  )
}
