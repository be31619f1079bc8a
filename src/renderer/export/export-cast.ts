import type { Exported, ExportFormat, ExportOrder } from '../../shared/export'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { currentPlace, type ExportScope, openDialog } from '../app/navigation'
import { attempt, toastDone, toastError, toastOffer } from '../app/toasts'
import { createTask } from '../tasks/task'

const exporting = createTask<Exported>()

/** The export that is under way, or was made last. */
export const useExporting = exporting.use

let lastScope: ExportScope | null = null

/** Opens the dialog for these; an export that runs is shown instead. */
export function openExport(scope: ExportScope): void {
  if (exporting.read().phase !== 'running') {
    exporting.forget()
    lastScope = scope
  }
  openExportAgain()
}

/** Opens the dialog as it was left. */
export function openExportAgain(): void {
  if (lastScope !== null) openDialog({ kind: 'export', scope: lastScope })
}

/** From the menu: the campaign that is open. */
export function openExportHere(): void {
  const { campaignId } = currentPlace()
  if (campaignId === null) toastDone(translator.t('export.openFirst'))
  else openExport({ kind: 'cast', campaignId })
}

/** Asks where, and exports. A toast reports the end if the dialog was closed by then. */
export async function exportCast(order: ExportOrder): Promise<void> {
  const { phase, error } = await exporting.begin(() => request('export:cast', order))
  if (currentPlace().dialog?.kind === 'export') return
  const { t } = translator
  if (phase === 'failed') toastError(error, { retry: () => void exportCast(order) })
  else if (phase === 'done') {
    const said = order.what.kind === 'portraits' ? 'export.toastDonePortraits' : 'export.toastDone'
    toastOffer(t(said), t('backup.showResult'), openExportAgain)
  }
}

/** Asks where to save a portrait, in this format and without embedded metadata. */
export function savePortrait(
  name: string,
  portraitId: number,
  format: ExportFormat = 'as-stored',
): Promise<boolean> {
  return attempt(async () => {
    const saved = await request('export:portrait', { portraitId, withMetadata: false, format })
    if (saved === null) return
    const { t } = translator
    const said = t('export.portraitSaved', { name })
    toastDone(saved.wasReencoded ? `${said} ${t('export.portraitReencoded')}` : said)
  })
}

/** Copies a portrait to the clipboard. */
export function copyPortrait(name: string, portraitId: number): Promise<boolean> {
  return attempt(async () => {
    await request('export:copy-portrait', { portraitId })
    toastDone(translator.t('export.portraitCopied', { name }))
  })
}
