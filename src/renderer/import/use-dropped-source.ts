import { useEffect, useState } from 'react'
import { translator } from '../app/i18n'
import { toastDone } from '../app/toasts'
import { holdsFiles } from '../portrait/drop'
import { isSource, openDroppedSource } from './dropped-source'

/** Whether something that is no picture is held over the window; what is let go there is taken in. */
export function useDroppedSource(): boolean {
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const over = (event: DragEvent) => {
      const data = event.dataTransfer
      if (!data || !holdsFiles(data)) return
      setOver(!event.defaultPrevented && !isPicture(data))
      event.preventDefault()
      data.dropEffect = 'copy'
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent) => {
      setOver(false)
      const data = event.dataTransfer
      // A card has taken it.
      if (event.defaultPrevented || !data || !holdsFiles(data)) return
      event.preventDefault()
      if (isSource(data)) openDroppedSource(data)
      else toastDone(translator.t(isPicture(data) ? 'import.dropPicture' : 'import.dropOther'))
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
  return isOver
}

/** While it is held, the system tells no name: only what kind of file it is. */
function isPicture({ items }: DataTransfer): boolean {
  return [...items].some(({ type }) => type.startsWith('image/'))
}
