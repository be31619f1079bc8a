/** Where a written path leads: into the portraits folder, or out of what was chosen. */
export type WrittenPath =
  | { readonly form: 'local'; readonly path: string }
  | { readonly form: 'outside' }

/** As the old app itself wrote them, which needs no further thought. */
const usualPath = /^static\/portraits\/((?:gm|characters)\/\w+\.\w+)$/
const pictureName = /\.(?:png|jpe?g|jpe|jfif|webp|gif|avif)$/i
/** Whether a file is called like a picture. */
export const isPictureName = (name: string): boolean => pictureName.test(name)

const cacheBuster = /(\.(?:png|jpe?g|jpe|jfif|webp|gif|avif))[?#][^/]*$/i

/**
 * Reads a portrait value as a path, of Windows, of Linux or of a `file:` address: from the portraits
 * folder on, with forward slashes. Null when it is no path at all. A path that climbs (`..`), or that is
 * absolute and does not pass through `static/portraits`, is `outside`.
 */
export function readWrittenPath(text: string): WrittenPath | null {
  const usual = usualPath.exec(text)?.[1]
  if (usual !== undefined) return { form: 'local', path: usual }
  const isFileAddress = /^file:/i.test(text)
  const slashed = (isFileAddress ? decoded(text.slice(5)) : text)
    .replaceAll('\\', '/')
    .replace(/\/{2,}/g, '/')
    .replace(cacheBuster, '$1')
  if (climbs(slashed) || climbs(decoded(slashed).replaceAll('\\', '/'))) return { form: 'outside' }
  const below = afterPortraitsFolder(slashed)
  if (below !== null) return isPlain(below) ? { form: 'local', path: below } : { form: 'outside' }
  if (isFileAddress || /^\/|^[a-z]:/i.test(slashed)) return { form: 'outside' }
  const relative = slashed.replace(/^(?:\.\/)+/, '').replace(/^(?:static\/)?portraits\//i, '')
  const isPath = pictureName.test(relative) || /^(?:gm|characters)\//i.test(relative)
  return isPath && isPlain(relative) ? { form: 'local', path: relative } : null
}

function afterPortraitsFolder(path: string): string | null {
  const found = /(?:^|\/)static\/portraits(?:\/|$)/i.exec(path)
  if (found === null) return null
  const below = path.slice(found.index + found[0].length)
  return below.replace(/(?:^|(?<=\/))(?:\.\/)+/g, '')
}

// Windows drops dots and spaces at the end of a name, so `.. ` and `...` may climb as well.
const climbs = (path: string): boolean =>
  path.split('/').some((part) => part !== '.' && part.includes('.') && /^[. ]+$/.test(part))

// A colon opens a second stream of a file on NTFS; control characters are in no name of the old app.
const isPlain = (path: string): boolean => !/[:\p{Cc}]/u.test(path)

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    // A percent sign that stands for itself: the text is what it says.
    if (error instanceof URIError) return text
    throw error
  }
}
