import type { NamedSubject } from '../portrait/actions'
import type { Draft } from './draft'

/** What both halves of the dock work on: the avatar's and the services'. */
export interface PaneProps extends NamedSubject {
  readonly draft: Draft
  readonly onChange: (changes: Partial<Draft>) => void
  readonly onClose: () => void
}
