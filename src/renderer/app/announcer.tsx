import { VisuallyHidden } from '@mantine/core'
import { createStore } from './store'

const said = createStore({ sentence: '' })

/** Has a screen reader say this when it has finished its sentence. */
export function announce(sentence: string): void {
  // The same sentence twice in a row is only said when it differs.
  const isSame = said.read().sentence === sentence
  said.change({ sentence: isSame ? `${sentence}\u00a0` : sentence })
}

/** Where screen readers find what is announced; there before the first sentence, or that one is not said. */
export function Announcer() {
  const { sentence } = said.use()
  return (
    <VisuallyHidden aria-live="polite" data-announcer>
      {sentence}
    </VisuallyHidden>
  )
}
