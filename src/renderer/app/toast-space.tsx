import { useEffect } from 'react'

/** The toasts' own box; Mantine draws one for each corner of the window. */
const box = '.mantine-Notifications-root[data-position="bottom-center"]'

/**
 * Publishes the height of the toasts as `--ck-toasts`, so that dialogs leave room for them and lists can be
 * scrolled clear of them.
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
