import type { PictureOffer } from '../../shared/add-pictures'
import { AppError } from '../../shared/errors'
import { maximumOwnPictureBytes } from '../../shared/portrait'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { currentPlace, openDialog } from '../app/navigation'
import { attempt, toastDone } from '../app/toasts'
import { isOldDatabase, isSource, openDroppedSource } from '../import/dropped-source'
import { avatarFallback, type NamedSubject } from '../portrait/actions'
import { addDataUrl, addPictureFile } from '../portrait/own-picture'
import { type PictureAddress, pictureAddressIn } from '../portrait/transfer'
import { addFor, askWhat } from './session'

type How = 'dropped' | 'pasted'

/** A DiceBear avatar, which is drawn here and never fetched. */
const avatarAddress = /^https?:\/\/api\.dicebear\.com\/\S+$/i

const shortcut = /\.(?:url|website|webloc|desktop)$/i

/** What was dropped or pasted. */
export interface Transferred {
  readonly how: How
  readonly files: readonly File[]
  /** One file that is a picture, and no folder, database or archive. */
  readonly isOnePicture: boolean
  /** The address of a picture, where there are no files. */
  readonly address: PictureAddress | null
}

/** Reads it now: nothing is left in there once the event has been handled. */
export function readTransferred(data: DataTransfer, how: How): Transferred {
  const address = pictureAddressIn(data)
  const all = [...data.files]
  // Windows makes such a file of an address that is dragged out of a browser.
  const files = address !== null && all.every(({ name }) => shortcut.test(name)) ? [] : all
  const isOnePicture = files.length === 1 && !isSource(data)
  return { how, files, isOnePicture, address: files.length > 0 ? null : address }
}

/**
 * Adds what was dropped or pasted. With a subject, one picture becomes its portrait, and all pictures of a folder or an
 * archive are added to it; without one, a dialog asks once what to do with them. A folder of the old app opens the
 * import, a backup the restore.
 */
export function addTransferred(given: Transferred, named: NamedSubject | null): void {
  const { how, files, address, isOnePicture } = given
  const [file, another] = files
  if (file === undefined) {
    addAddress(address, how, named)
    return
  }
  const isForImport = isOldDatabase(file) || currentPlace().screen === 'import'
  if (another === undefined && isForImport) openDroppedSource(file)
  else if (isOnePicture && named !== null) void addPictureFile(named, file, how)
  else void attempt(() => offer(given, named))
}

function addAddress(address: PictureAddress | null, how: How, named: NamedSubject | null): void {
  if (address === null) {
    toastDone(translator.t(how === 'dropped' ? 'portrait.dropNothing' : 'portrait.pasteNothing'))
  } else if (named === null) askWhat(address)
  else if (address.kind === 'data-url') void addDataUrl(named, address.url, how)
  else if (avatarAddress.test(address.url)) void avatarFallback(named, address.url)
  else openDialog({ kind: 'fetch-picture', ...named, url: address.url })
}

async function offer({ files, how }: Transferred, named: NamedSubject | null): Promise<void> {
  // One that was copied from a page has no file: all its bytes would travel before it is refused.
  if (how === 'pasted' && files.some(({ size }) => size > maximumOwnPictureBytes)) {
    throw new AppError('picture-too-many-bytes')
  }
  const reply = await window.castkeeper.offerPictures(files, how)
  if (!reply.ok) throw new AppError(reply.error.code, reply.error.details)
  const offered = reply.value as PictureOffer
  const [file, another] = files
  if (offered.what === 'nothing') toastDone(translator.t('pictures.noneFound'))
  else if (offered.what === 'old-library') {
    if (file !== undefined && another === undefined) openDroppedSource(file)
    else toastDone(translator.t('import.dropOne'))
  } else if (named === null || (await areOfSeveral(offered))) {
    askWhat({ kind: 'offer', offer: offered, on: named })
  } else addFor(offered, named)
}

/** A wall is full of cards: pictures named after several people were hardly meant for the one they fell on. */
async function areOfSeveral({ id }: PictureOffer): Promise<boolean> {
  const { campaignId } = currentPlace()
  if (campaignId === null) return false
  const { people } = await request('pictures:matches', { offerId: id, campaignId })
  return people > 1
}
