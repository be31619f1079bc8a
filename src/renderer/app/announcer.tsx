import { VisuallyHidden } from '@mantine/core'
import { createStore } from './store'

const said = createStore({ sentence: '' })

/** Makes a screen reader say this after its current sentence. */
export function announce(sentence: string): void {
  // The same sentence twice in a row is only said when it differs.
  const isSame = said.read().sentence === sentence
  said.change({ sentence: isSame ? `${sentence}\u00a0` : sentence })
}

/** The live region for announcements. It must exist before the first one, or screen readers miss it. */
export function Announcer() {
  const { sentence } = said.use()
  return (
    <VisuallyHidden aria-live="polite" data-announcer>
      {sentence}
    </VisuallyHidden>
  )
}
