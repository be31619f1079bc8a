import { boundaryBefore } from '../../shared/cut'
import { AppError } from '../../shared/errors'
import { type AddedPortrait, longestDataUrl, maximumOwnPictureBytes } from '../../shared/portrait'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { toastError } from '../app/toasts'
import { type NamedSubject, toastAdded } from './actions'
import { markAsAdding } from './adding'

type Way = 'dropped' | 'pasted'

/** Adds a dropped or pasted file as the portrait. A toast says what is wrong with it. */
export function addPictureFile(named: NamedSubject, file: File, how: Way): Promise<void> {
  const { subject } = named
  return addPortrait(named, () =>
    markAsAdding(subject, async () => {
      const name = file.name.slice(0, boundaryBefore(file.name, 1_000))
      const bytes = await readFile(file)
      return request('portraits:add', { subject, name, bytes, how })
    }),
  )
}

/** Adds the picture inside a dropped or pasted data URL as the portrait, without the network. */
export function addDataUrl(named: NamedSubject, url: string, how: Way): Promise<void> {
  const { subject } = named
  return addPortrait(named, () =>
    markAsAdding(subject, async () => {
      if (url.length > longestDataUrl) throw new AppError('picture-too-many-bytes')
      return request('links:add-data-url', { subject, url, how })
    }),
  )
}

/** Lets the game master choose a file and adds it; closing the picker changes nothing. */
export function pickFile(named: NamedSubject): Promise<void> {
  return addPortrait(named, () => request('portraits:pick-file', { subject: named.subject }))
}

async function addPortrait(
  named: NamedSubject,
  add: () => Promise<AddedPortrait | null>,
): Promise<void> {
  try {
    const taken = await add()
    if (taken === null) return
    const { portrait, formerId, wentToTrash } = taken
    const change = { subject: named.subject, formerId, added: [portrait.id], wentToTrash }
    toastAdded(sentence(named.name, taken), change)
  } catch (error) {
    toastError(error, {
      retry: () => void addPortrait(named, add),
      'choose-file': () => void pickFile(named),
    })
  }
}

function sentence(name: string, { notices }: AddedPortrait): string {
  const { t } = translator
  const changes = notices.map((notice) => t(`notice.picture.${notice}`))
  return [t('portrait.added', { name }), ...changes].join(' ')
}

async function readFile(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > maximumOwnPictureBytes) throw new AppError('picture-too-many-bytes')
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch (cause) {
    throw new AppError('file-unreadable', {}, { cause })
  }
}
