import { IconHistory } from '@tabler/icons-react'
import { useState } from 'react'
import { useWords } from '../app/i18n'
import type { TextPlace } from '../app/undo/text-edit'
import { IconButton } from '../ui/icon-button'
import { VersionsDialog } from './versions-dialog'

/** Opens the earlier versions of a description or of notes. */
export function VersionsButton({ place }: { readonly place: TextPlace }) {
  const t = useWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <IconButton label={t('versions.open', { field: place.label })} onClick={() => setOpen(true)}>
        <IconHistory size={18} stroke={1.6} aria-hidden />
      </IconButton>
      {isOpen && <VersionsDialog place={place} onClose={() => setOpen(false)} />}
    </>
  )
}
