import { useEffect, useState } from 'react'

/**
 * Puts the focus back where it was before this component was shown, as soon as it is gone, so that the next key acts
 * there. A focus that something else took in between stays.
 */
export function useReturnFocus(): void {
  const [before] = useState(() => document.activeElement)
  useEffect(
    () => () => {
      const isNowhere = document.activeElement === document.body
      if (isNowhere && before instanceof HTMLElement) before.focus({ preventScroll: true })
    },
    [before],
  )
}
