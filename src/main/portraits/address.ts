import { type ThumbnailSize, thumbnailSizes } from '../../shared/portrait'
import type { Subject, SubjectKind } from '../../shared/subject'

export interface PortraitAddress {
  /** Null for an unassigned portrait. */
  readonly subject: Subject | null
  /** 0 asks for the avatar. */
  readonly portraitId: number
  /** Null asks for the whole picture. */
  readonly size: ThumbnailSize | null
}

const kinds: readonly SubjectKind[] = ['campaign', 'character']
const addressPattern = /^app:\/\/portraits\/([a-z]+)\/([1-9]\d{0,15})(?:\?([a-z0-9=&]{0,60}))?$/

/**
 * Parses `app://portraits/character/7?size=256&v=41` or `app://portraits/loose/41?size=256`. Null for
 * anything that is not exactly of that form: other digits than a plain id's, an unknown or repeated key, a
 * step up, a port.
 */
export function readPortraitAddress(url: string): PortraitAddress | null {
  const [, kindName, idText = '', query = ''] = addressPattern.exec(url) ?? []
  const id = Number(idText)
  const asked = readQuery(query)
  if (!Number.isSafeInteger(id) || asked === null) return null
  if (kindName === 'loose') {
    const isItself = asked.portraitId === 0 || asked.portraitId === id
    return isItself ? { ...asked, subject: null, portraitId: id } : null
  }
  const kind = kinds.find((known) => known === kindName)
  if (kind === undefined) return null
  return { subject: { kind, id }, ...asked }
}

function readQuery(query: string): Pick<PortraitAddress, 'portraitId' | 'size'> | null {
  let portraitId = 0
  let size: ThumbnailSize | null = null
  const seen = new Set<string>()
  for (const part of query === '' ? [] : query.split('&')) {
    const [key = '', value = '', ...more] = part.split('=')
    if (more.length > 0 || seen.has(key)) return null
    seen.add(key)
    if (key === 'v' && /^(?:0|[1-9]\d{0,15})$/.test(value)) portraitId = Number(value)
    else if (key === 'size') {
      const known = thumbnailSizes.find((one) => String(one) === value)
      if (known === undefined) return null
      size = known
    } else if (key !== 'r' || !/^[1-9]\d{0,5}$/.test(value)) return null
  }
  return Number.isSafeInteger(portraitId) ? { portraitId, size } : null
}
