import { useEffect, useState } from 'react'

const noUrls: readonly string[] = []

/** Addresses for pictures that came as WebP bytes, for as long as the component is shown. */
export function usePictureUrls(pictures: readonly Uint8Array[] | undefined): readonly string[] {
  const [urls, setUrls] = useState(noUrls)
  useEffect(() => {
    if (pictures === undefined) return
    const made = pictures.map((bytes) =>
      URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'image/webp' })),
    )
    setUrls(made)
    return () => {
      for (const url of made) URL.revokeObjectURL(url)
      setUrls(noUrls)
    }
  }, [pictures])
  return urls
}
