import { useEffect, useState } from 'react'
import { isTyping } from '../app/keys/shortcuts'
import { isOwnDrag } from '../portrait/own-drag'
import { mayComeFromOutside } from '../portrait/transfer'
import { addTransferred, readTransferred } from './transferred'

/** Whether files or a picture of a page are held over the window, beside every face; what is dropped is taken. */
export function useDroppedFiles(): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const isOurs = (event: DragEvent): event is DragEvent & { dataTransfer: DataTransfer } =>
      event.dataTransfer !== null &&
      !isOwnDrag() &&
      // A link is dropped into a text like any other text; a file never is.
      (event.dataTransfer.types.includes('Files') || !isTyping(event.target)) &&
      mayComeFromOutside(event.dataTransfer)
    const over = (event: DragEvent) => {
      if (!isOurs(event)) return
      // A card says itself what becomes of it.
      setOver(!event.defaultPrevented)
      event.preventDefault()
      event.dataTransfer.dropEffect = isBehindDialog() ? 'none' : 'copy'
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      if (event.defaultPrevented || !isOurs(event)) return
      event.preventDefault()
      if (!isBehindDialog()) addTransferred(readTransferred(event.dataTransfer, 'dropped'), null)
    }
    window.addEventListener('dragover', over)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragover', over)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  return isOver && !isBehindDialog()
}

const isBehindDialog = (): boolean => document.querySelector('[aria-modal="true"]') !== null
