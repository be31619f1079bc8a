import { useEffect } from 'react'

/** The toasts' own box; Mantine draws one for each corner of the window. */
const box = '.mantine-Notifications-root[data-position="bottom-center"]'

/**
 * Tells the style sheets how much of the window's bottom the toasts take (`--ck-toasts`), so that a dialog
 * makes room for them and what scrolls can be scrolled above them.
 */
export function ToastSpace() {
  useEffect(() => {
    const toasts = document.querySelector(box)
    if (toasts === null) return
    const measure = () => {
      const { top, height } = toasts.getBoundingClientRect()
      const takenPx = height === 0 ? 0 : Math.ceil(innerHeight - top)
      document.documentElement.style.setProperty('--ck-toasts', `${takenPx}px`)
    }
    const observer = new ResizeObserver(measure)
    observer.observe(toasts)
    return () => observer.disconnect()
  }, [])
  return null
}
