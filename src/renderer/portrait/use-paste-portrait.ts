import { useEffect } from 'react'
import { addTransferred, readTransferred, type Transferred } from '../add-pictures/transferred'
import { isTyping } from '../app/keys/shortcuts'
import { attempt } from '../app/toasts'
import { openSubject } from './open-subject'
import { readPortraitSubject } from './use-subject'

/**
 * Ctrl+V anywhere but in a text: a copied picture becomes the portrait of the open character, or of
 * the open campaign's game master, and so does one whose address was copied. For several pictures, and while no
 * character is open, a dialog asks what to do with them.
 */
export function usePastePortrait(): void {
  useEffect(() => {
    window.addEventListener('paste', addPasted)
    return () => window.removeEventListener('paste', addPasted)
  }, [])
}

function addPasted(event: ClipboardEvent): void {
  const data = event.clipboardData
  const isBehindDialog = document.querySelector('[aria-modal="true"]') !== null
  if (data === null || isTyping(event.target) || isBehindDialog) return
  event.preventDefault()
  void attempt(() => take(readTransferred(data, 'pasted')))
}

async function take(given: Transferred): Promise<void> {
  const subject = openSubject()
  const isForOne = given.isOnePicture || given.address !== null
  const named =
    subject === null || !isForOne
      ? null
      : { subject, name: (await readPortraitSubject(subject)).name }
  addTransferred(given, named)
}
