import { useEffect } from 'react'
import type { Subject } from '../../shared/subject'
import { translator } from '../app/i18n'
import { isTyping } from '../app/keys/shortcuts'
import { attempt, toastDone } from '../app/toasts'
import { addTransferred, holdsFiles } from './drop'
import { openSubject } from './open-subject'
import { pictureIn, type Transferred } from './transfer'
import { readPortraitSubject } from './use-subject'

/**
 * Ctrl+V anywhere but in a text: a copied picture becomes the portrait of the open character, or of
 * the open campaign's game master, and so does one whose address was copied. A picture
 * dragged beside every face cannot be dropped there, so it never takes the window away.
 */
export function usePastePortrait(): void {
  useEffect(() => {
    window.addEventListener('paste', addPasted)
    window.addEventListener('dragover', refuseStray)
    return () => {
      window.removeEventListener('paste', addPasted)
      window.removeEventListener('dragover', refuseStray)
    }
  }, [])
}

function addPasted(event: ClipboardEvent): void {
  const data = event.clipboardData
  const isBehindDialog = document.querySelector('[aria-modal="true"]') !== null
  if (data === null || isTyping(event.target) || isBehindDialog) return
  event.preventDefault()
  const found = pictureIn(data)
  const subject = openSubject()
  if (found === null) toastDone(translator.t('portrait.pasteNothing'))
  else if (subject === null) toastDone(translator.t('portrait.pasteNobody'))
  else void attempt(() => addPortrait(subject, found))
}

async function addPortrait(subject: Subject, found: Transferred): Promise<void> {
  const { name } = await readPortraitSubject(subject)
  addTransferred({ subject, name }, found, 'pasted')
}

function refuseStray(event: DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer || !holdsFiles(event.dataTransfer)) return
  event.preventDefault()
  event.dataTransfer.dropEffect = 'none'
}
