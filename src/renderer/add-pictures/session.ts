import type { AddedPictures, PictureChoice, PictureOffer } from '../../shared/add-pictures'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { openDialog } from '../app/navigation'
import { createStore } from '../app/store'
import { toastDone, toastStep } from '../app/toasts'
import { Remark, remember } from '../app/undo/undo-stack'
import type { NamedSubject } from '../portrait/actions'
import { createTask } from '../tasks/task'

/** Pictures that something is to become of. */
export type Asked =
  | {
      readonly kind: 'offer'
      readonly offer: PictureOffer
      /** Whose card they were dropped on; null for no one's. */
      readonly on: NamedSubject | null
    }
  | { readonly kind: 'address' | 'data-url'; readonly url: string }

interface Session {
  /** Null before anything was dropped or pasted. */
  readonly asked: Asked | null
}

const session = createStore<Session>({ asked: null })
const adding = createTask<AddedPictures>()

export const usePictureSession = session.use
export const useAddingPictures = adding.use

/** Asks what is to become of them, unless pictures are being added: then that is shown. */
export function askWhat(asked: Asked): void {
  if (adding.read().phase !== 'running') {
    adding.forget()
    session.change({ asked })
  }
  openDialog({ kind: 'add-pictures' })
}

/** Adds all of them as portraits of one character or game master. */
export function addFor(offer: PictureOffer, named: NamedSubject): void {
  const { subject } = named
  if (adding.read().phase !== 'running') {
    session.change({ asked: { kind: 'offer', offer, on: named } })
    void addPictures({ way: 'subject', subject })
  }
  openDialog({ kind: 'add-pictures' })
}

/** Adds them; all of it is one step of undo. */
export async function addPictures(choice: PictureChoice): Promise<void> {
  const { asked } = session.read()
  if (asked === null) return
  const from = asked.kind === 'offer' ? { kind: 'offer' as const, offerId: asked.offer.id } : asked
  const { result } = await adding.begin(() => request('pictures:add', { from, choice }))
  if (result !== null) sayAdded(result)
}

function sayAdded({ rows, change }: AddedPictures): void {
  const { t } = translator
  const count = rows.filter(({ outcome }) => /added|matched|kept/.test(outcome)).length
  if (count === 0) {
    toastDone(t('pictures.noneAdded'))
    return
  }
  const message = t('pictures.done', { count })
  const input = {
    characterIds: [...change.characterIds],
    portraitIds: [...change.portraitIds],
    faces: [...change.faces],
  }
  const inverse = async (): Promise<Remark | null> => {
    const { isWhole } = await request('pictures:undo', input)
    return isWhole ? null : new Remark(t('undo.anotherChosen'))
  }
  const redo = () => request('pictures:redo', input)
  toastStep(message, remember(message, { inverse, redo }))
}
