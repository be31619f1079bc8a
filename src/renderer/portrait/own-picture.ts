import { boundaryBefore } from '../../shared/cut'
import { AppError } from '../../shared/errors'
import { type AddedPortrait, longestDataUrl, maximumOwnPictureBytes } from '../../shared/portrait'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { toastDone, toastError } from '../app/toasts'
import { type NamedSubject, takeOutAgain } from './actions'
import { whileTakingIn } from './adding'

type Way = 'dropped' | 'pasted'

/** Takes a dropped or pasted file in as the portrait. What is wrong with it is said in a toast. */
export function addPictureFile(sat: NamedSubject, file: File, how: Way): Promise<void> {
  const { subject } = sat
  return addPortrait(sat, () =>
    whileTakingIn(subject, async () => {
      const name = file.name.slice(0, boundaryBefore(file.name, 1_000))
      const bytes = await readFile(file)
      return request('portraits:take-in', { subject, name, bytes, how })
    }),
  )
}

/** Takes the picture inside a dropped or pasted data URL in as the portrait; nobody is contacted. */
export function takeInDataUrl(sat: NamedSubject, url: string, how: Way): Promise<void> {
  const { subject } = sat
  return addPortrait(sat, () =>
    whileTakingIn(subject, async () => {
      if (url.length > longestDataUrl) throw new AppError('picture-too-many-bytes')
      return request('links:take-in-data-url', { subject, url, how })
    }),
  )
}

/** Lets the game master choose a file and takes it in; closing the picker changes nothing. */
export function pickFile(sat: NamedSubject): Promise<void> {
  return addPortrait(sat, () => request('portraits:pick-file', { subject: sat.subject }))
}

async function addPortrait(
  sat: NamedSubject,
  bring: () => Promise<AddedPortrait | null>,
): Promise<void> {
  try {
    const taken = await bring()
    if (taken === null) return
    const { portrait, formerId, wentToTrash } = taken
    const inverse = takeOutAgain(sat.subject, formerId, [portrait.id], wentToTrash)
    toastDone(sentence(sat.name, taken), inverse)
  } catch (error) {
    toastError(error, {
      retry: () => void addPortrait(sat, bring),
      'choose-file': () => void pickFile(sat),
    })
  }
}

function sentence(name: string, { notices }: AddedPortrait): string {
  const { t } = translator
  const changes = notices.map((notice) => t(`notice.picture.${notice}`))
  return [t('portrait.takenIn', { name }), ...changes].join(' ')
}

async function readFile(file: File): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > maximumOwnPictureBytes) throw new AppError('picture-too-many-bytes')
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch (cause) {
    throw new AppError('file-unreadable', {}, { cause })
  }
}
