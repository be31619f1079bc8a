import { translator } from '../i18n'
import { toastDone } from '../toasts'
import type { Sat } from './deeds'
import { takeInFile } from './own-picture'

/** Whether what is dragged over the window holds files. */
export function holdsFiles(data: DataTransfer): boolean {
  return data.types.includes('Files')
}

/** Takes in what was dropped: one picture file. Anything else is refused in a sentence. */
export function takeInDropped(sat: Sat, data: DataTransfer): void {
  // Read now: nothing is left in there once the drop event has been handled.
  const [file] = data.files
  const refusal = refusalOf(data)
  if (refusal !== null) toastDone(refusal)
  else if (file) void takeInFile(sat, file, 'dropped')
}

function refusalOf({ files, items }: DataTransfer): string | null {
  const { t } = translator
  const [file, another] = files
  if (another) return t('portrait.dropOne')
  if (!file) return t('portrait.dropNothing')
  const isFolder = [...items].some((item) => item.webkitGetAsEntry()?.isDirectory)
  return isFolder ? t('portrait.dropFolder', { name: file.name }) : null
}
