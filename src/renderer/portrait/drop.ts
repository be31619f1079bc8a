import { translator } from '../app/i18n'
import { openDialog } from '../app/navigation'
import { toastDone } from '../app/toasts'
import { isSource, openDroppedSource } from '../import/dropped-source'
import { avatarFallback, type NamedSubject } from './actions'
import { addPictureFile, takeInDataUrl } from './own-picture'
import { pictureIn, type Transferred } from './transfer'

const avatarAddress = /^https?:\/\/api\.dicebear\.com\/\S+$/i

/** Whether what is dragged over the window holds files. */
export function holdsFiles(data: DataTransfer): boolean {
  return data.types.includes('Files')
}

/**
 * Takes in what was dropped: one picture file, or the address of one. What the old app left goes to the
 * import; anything else is refused in a sentence.
 */
export function takeInDropped(sat: NamedSubject, data: DataTransfer): void {
  if (isSource(data)) {
    openDroppedSource(data)
    return
  }
  // Read now: nothing is left in there once the drop event has been handled.
  const found = pictureIn(data)
  if (found === null) toastDone(translator.t('portrait.dropNothing'))
  else takeInTransferred(sat, found, 'dropped')
}

/**
 * Takes a dropped or pasted picture in. One that is at an address is fetched only after a question that names
 * the host; the address of a DiceBear avatar becomes the stand-in, drawn here.
 */
export function takeInTransferred(
  sat: NamedSubject,
  found: Transferred,
  how: 'dropped' | 'pasted',
): void {
  if (found.kind === 'files') toastDone(translator.t('portrait.dropOne'))
  else if (found.kind === 'file') void addPictureFile(sat, found.file, how)
  else if (found.kind === 'data-url') void takeInDataUrl(sat, found.url, how)
  else if (avatarAddress.test(found.url)) void avatarFallback(sat, found.url)
  else openDialog({ kind: 'fetch-picture', ...sat, url: found.url })
}
