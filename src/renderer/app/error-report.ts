import {
  AppError,
  type ErrorAction,
  type ErrorCode,
  type ErrorReport,
  errorActions,
} from '../../shared/errors'
import { errorSentence } from '../../shared/translate'
import { request } from './api'
import { translator } from './i18n'
import { openSettings, openSpending } from './navigation'

/**
 * What the place that shows the error can do about it. Settings, folders and reports need nothing;
 * null takes such an action away where it leads nowhere.
 */
export type ErrorHandlers = Partial<Record<ErrorAction, (() => void) | null>>

/** The report inside whatever was thrown; anything unforeseen becomes `unexpected`. */
export function toReport(error: unknown): ErrorReport {
  if (error instanceof AppError) return error.toReport()
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'unexpected', details: { message } }
}

/** The sentence to show for an error: what happened, that nothing was lost, what to do next. */
export function sentenceOf(error: unknown): string {
  return errorSentence(translator, toReport(error))
}

const portraitFolderCodes: readonly ErrorCode[] = ['folder-not-writable', 'folder-replaced']

function copyDetails(report: ErrorReport): void {
  void navigator.clipboard.writeText(JSON.stringify(report, null, 2))
}

/** The one main action for an error, or null when this place has none to offer. */
export function actionFor(
  report: ErrorReport,
  handlers: ErrorHandlers,
): { readonly label: string; readonly run: () => void } | null {
  const action = errorActions[report.code]
  const own = handlers[action]
  const run = own === undefined ? usualHandler(action, report) : own
  return run ? { label: translator.t(`errorAction.${action}`), run } : null
}

function usualHandler(action: ErrorAction, report: ErrorReport): (() => void) | undefined {
  if (action === 'open-settings') return openSettings
  if (action === 'open-spending') return openSpending
  if (action === 'report') return () => copyDetails(report)
  if (action !== 'open-folder') return undefined
  const folder = portraitFolderCodes.includes(report.code) ? 'portraits' : 'data'
  return () => void request('app:open-folder', { folder })
}
