import { request } from '../app/api'
import { translator } from '../app/i18n'
import { coveringPanel } from '../app/layout'
import {
  closeCharacter,
  closeDialog,
  currentPlace,
  openCampaign,
  openCharacter,
} from '../app/navigation'
import { createStore } from '../app/store'
import { doStep } from '../app/undo/do-step'
import { leaveCharacters } from '../character/character-actions'
import { closeDock, openDockForCharacters } from '../generate/dock'
import { clearWallFocus, focusOnWall } from './wall-focus'

interface NewCard {
  /** On whose wall an empty card waits for a name; null for none. */
  readonly campaignId: number | null
  /** A new object each time the card is asked for, so that it takes the keyboard again. */
  readonly asked: object
  /** The characters made with it since it was opened, oldest first. */
  readonly made: readonly number[]
}

const newCard = createStore<NewCard>({ campaignId: null, asked: {}, made: [] })
let opener: Element | null = null
/** Whether everything that was entered is a character now; the next name waits for it. */
let entered: Promise<boolean> = Promise.resolve(true)

/** On whose wall an empty card waits for a name, and who was made with it. */
export const useNewCard = newCard.use

/** Shows an empty card on the wall of this campaign and puts the keyboard in it. */
export function startNewCard(campaignId: number): void {
  const isOpen = newCard.read().campaignId === campaignId
  if (!isOpen) opener = document.activeElement
  if (currentPlace().dialog !== null) closeDialog()
  openCampaign(campaignId)
  // They cover the wall then.
  if (matchMedia(coveringPanel).matches) {
    closeDock()
    closeCharacter()
  }
  const { made } = newCard.read()
  newCard.change({ campaignId, asked: {}, made: isOpen ? made : [] })
}

/** Closes the card and leaves the keyboard where it is. */
export function closeNewCard(): void {
  newCard.change({ campaignId: null })
}

/** Creates a character as one step of undo, after those entered before. Throws what the request throws. */
export function createFromCard(campaignId: number, name: string): Promise<void> {
  const creating = entered.then(() => create(campaignId, name))
  entered = creating.then(
    () => true,
    () => false,
  )
  return creating
}

async function create(campaignId: number, name: string): Promise<void> {
  let id: number | null = null
  const isOpen = () => newCard.read().campaignId === campaignId
  const createAgain = async (known: number) => {
    await request('characters:restore', { ids: [known] })
    if (!isOpen()) show(known, campaignId)
    return known
  }
  const trash = async (known: number) => {
    await request('characters:trash', { ids: [known] })
    newCard.change({ made: newCard.read().made.filter((one) => one !== known) })
    leaveCharacters([known], campaignId)
    if (!isOpen()) return
    // The card keeps the keyboard, wherever the step was undone.
    clearWallFocus()
    newCard.change({ asked: {} })
  }
  await doStep(translator.t('wall.created', { name: name.trim() }), async () => {
    const known =
      id === null
        ? (await request('characters:create', { campaignId, name })).id
        : await createAgain(id)
    id = known
    newCard.change({ made: [...newCard.read().made, known] })
    return { inverse: () => trash(known) }
  })
}

/** Ends with the newest character open, or back where the card was opened. A name that failed keeps it open. */
export async function finishNewCard(): Promise<void> {
  const { campaignId } = newCard.read()
  if (campaignId === null || !(await entered)) return
  const newest = newCard.read().made.at(-1)
  closeNewCard()
  if (newest !== undefined) show(newest, campaignId)
  else if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
  else focusOnWall({ kind: 'anyone' })
}

/** Ends with the dock open for everyone who was made. A name that failed keeps the card open. */
export async function generateForNew(): Promise<void> {
  if (!(await entered)) return
  const { made, campaignId } = newCard.read()
  const [only, ...others] = made
  if (campaignId === null || only === undefined) return
  closeNewCard()
  if (others.length === 0) openCharacter(only, campaignId)
  openDockForCharacters(made)
}

function show(id: number, campaignId: number): void {
  openCharacter(id, campaignId)
  focusOnWall({ kind: 'character', id })
}
