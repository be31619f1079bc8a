import { useEffect } from 'react'
import type { Subject } from '../../shared/subject'
import { translator } from '../i18n'
import { isTyping } from '../keys/shortcuts'
import { toastDone } from '../toasts'
import { attempt, standIn } from './deeds'
import { holdsFiles } from './drop'
import { openSubject } from './open-subject'
import { takeInFile } from './own-picture'
import { readSitter } from './use-sitter'

const avatarAddress = /^https?:\/\/api\.dicebear\.com\/\S+$/i

/**
 * Ctrl+V anywhere but in a text: a copied picture becomes the portrait of the open character, or of
 * the open campaign's game master; the address of a DiceBear avatar becomes the stand-in. A picture
 * dragged beside every face cannot be dropped there, so it never takes the window away.
 */
export function usePastePortrait(): void {
  useEffect(() => {
    window.addEventListener('paste', takeInPasted)
    window.addEventListener('dragover', refuseStray)
    return () => {
      window.removeEventListener('paste', takeInPasted)
      window.removeEventListener('dragover', refuseStray)
    }
  }, [])
}

function takeInPasted(event: ClipboardEvent): void {
  const data = event.clipboardData
  const isBehindDialog = document.querySelector('[aria-modal="true"]') !== null
  if (data === null || isTyping(event.target) || isBehindDialog) return
  event.preventDefault()
  const found = pictureIn(data)
  const subject = openSubject()
  if (found === null) toastDone(translator.t('portrait.pasteNothing'))
  else if (subject === null) toastDone(translator.t('portrait.pasteNobody'))
  else void attempt(() => takeIn(subject, found))
}

/** The picture in the clipboard, or the address of a DiceBear avatar, or null. */
function pictureIn(data: DataTransfer): File | string | null {
  const file = [...data.files].find(({ type }) => type.startsWith('image/')) ?? data.files[0]
  if (file) return file
  const text = data.getData('text/plain').trim()
  return avatarAddress.test(text) ? text : null
}

async function takeIn(subject: Subject, found: File | string): Promise<void> {
  const { name } = await readSitter(subject)
  if (typeof found === 'string') await standIn({ subject, name }, found)
  else await takeInFile({ subject, name }, found, 'pasted')
}

function refuseStray(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer || !holdsFiles(event.dataTransfer)) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'none'
}
