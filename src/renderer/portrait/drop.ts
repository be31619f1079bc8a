import { translator } from '../app/i18n'
import { openDialog } from '../app/navigation'
import { toastDone } from '../app/toasts'
import { isSource, openDroppedSource } from '../import/dropped-source'
import { avatarFallback, type NamedSubject } from './actions'
import { addDataUrl, addPictureFile } from './own-picture'
import { pictureIn, type Transferred } from './transfer'

const avatarAddress = /^https?:\/\/api\.dicebear\.com\/\S+$/i

/** Whether what is dragged over the window holds files. */
export function holdsFiles(data: DataTransfer): boolean {
  return data.types.includes('Files')
}

/**
 * Adds what was dropped: one picture file, or the address of one. What the old app left goes to the
 * import; anything else is refused in a sentence.
 */
export function addDroppedPicture(named: NamedSubject, data: DataTransfer): void {
  if (isSource(data)) {
    openDroppedSource(data)
    return
  }
  // Read now: nothing is left in there once the drop event has been handled.
  const found = pictureIn(data)
  if (found === null) toastDone(translator.t('portrait.dropNothing'))
  else addTransferred(named, found, 'dropped')
}

/**
 * Adds a dropped or pasted picture. One at an address is fetched only after a question that names the host;
 * the address of a DiceBear avatar becomes the avatar, drawn here.
 */
export function addTransferred(
  named: NamedSubject,
  found: Transferred,
  how: 'dropped' | 'pasted',
): void {
  if (found.kind === 'files') toastDone(translator.t('portrait.dropOne'))
  else if (found.kind === 'file') void addPictureFile(named, found.file, how)
  else if (found.kind === 'data-url') void addDataUrl(named, found.url, how)
  else if (avatarAddress.test(found.url)) void avatarFallback(named, found.url)
  else openDialog({ kind: 'fetch-picture', ...named, url: found.url })
}
