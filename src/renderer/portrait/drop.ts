import { translator } from '../i18n'
import { isSource, openDroppedSource } from '../import/dropped-source'
import { toastDone } from '../toasts'
import type { Sat } from './deeds'
import { takeInFile } from './own-picture'

/** Whether what is dragged over the window holds files. */
export function holdsFiles(data: DataTransfer): boolean {
  return data.types.includes('Files')
}

/**
 * Takes in what was dropped: one picture file. What the old app left goes to the import; anything else
 * is refused in a sentence.
 */
export function takeInDropped(sat: Sat, data: DataTransfer): void {
  if (isSource(data)) {
    openDroppedSource(data)
    return
  }
  // Read now: nothing is left in there once the drop event has been handled.
  const [file] = data.files
  const refusal = refusalOf(data)
  if (refusal !== null) toastDone(refusal)
  else if (file) void takeInFile(sat, file, 'dropped')
}

function refusalOf({ files }: DataTransfer): string | null {
  const { t } = translator
  const [file, another] = files
  if (another) return t('portrait.dropOne')
  return file ? null : t('portrait.dropNothing')
}
