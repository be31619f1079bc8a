import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queries } from '../app/api'
import { RowFace } from '../ui/row-face'
import { usePictureUrls } from '../ui/use-picture-urls'
import { useRestoreSession } from './restore-session'

/** A face out of the open backup, beside the name that says whose it is. Null where there is none. */
export function BackupFace({ portraitId }: { readonly portraitId: number | null }) {
  const { number } = useRestoreSession()
  const { data, error } = useQuery({
    ...queries.backupPicture(number, portraitId ?? 0),
    enabled: portraitId !== null,
  })
  const [url = null] = usePictureUrls(useMemo(() => (data ? [data] : undefined), [data]))
  return <RowFace url={url} isLost={error !== null} />
}
