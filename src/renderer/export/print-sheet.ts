import type { PrintOrder } from '../../shared/export'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { currentPlace } from '../app/navigation'
import { attempt, toastDone, toastNote } from '../app/toasts'
import { castSelection } from '../wall/cast-selection'

/** Who is meant now: those selected on the wall, else the open character, else the whole cast. */
function whoIsMeant(): PrintOrder['what'] | null {
  const { screen, campaignId, characterId } = currentPlace()
  if (campaignId === null) return null
  const selected = screen === 'campaign' ? [...castSelection(campaignId).read().ids] : []
  if (selected.length > 0) return { kind: 'characters', ids: selected }
  if (characterId !== null) return { kind: 'characters', ids: [characterId] }
  return { kind: 'campaign', id: campaignId }
}

async function withSheet(act: (what: PrintOrder['what']) => Promise<void>): Promise<void> {
  const what = whoIsMeant()
  if (what === null) toastNote(translator.t('export.openFirst'))
  else await attempt(() => act(what))
}

/** Prints a sheet of those who are meant, with the system's dialog. */
export function printSheet(): Promise<void> {
  return withSheet(async (what) => {
    await request('export:print', { what })
  })
}

/** Saves the same sheet as a PDF where the game master says. */
export function saveSheetAsPdf(): Promise<void> {
  return withSheet(async (what) => {
    const isSaved = await request('export:pdf', { what })
    if (isSaved) toastDone(translator.t('export.pdfSaved'))
  })
}
