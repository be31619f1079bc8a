import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { queries } from '../app/api'
import { RowFace } from '../ui/row-face'
import { usePictureUrls } from '../ui/use-picture-urls'

interface FoundPictureProps {
  /** Of a file that no row knows, or that is in the quarantine; null where there is none to show. */
  readonly path: string | null
  /** When it was looked at: a file of this name may be another one since. */
  readonly at: string
}

/** A small picture of a file, or the sign that it is none. */
export function FoundPicture({ path, at }: FoundPictureProps) {
  const { data, error } = useQuery({
    ...queries.foundPicture(path ?? '', at),
    enabled: path !== null,
  })
  const [url = null] = usePictureUrls(useMemo(() => (data ? [data] : undefined), [data]))
  return <RowFace url={url} isLost={path === null || error !== null} />
}
