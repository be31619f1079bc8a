import { useState } from 'react'
import type { TrashItem } from '../../shared/trash'

const keyOf = ({ kind, id }: TrashItem): string => `${kind}:${id}`

/** Which things of the trash are chosen. */
export interface Chosen {
  readonly items: readonly TrashItem[]
  readonly has: (item: TrashItem) => boolean
  readonly set: (item: TrashItem, isChosen: boolean) => void
  readonly replace: (items: readonly TrashItem[]) => void
}

/** Keeps what is chosen for as long as the tab is open, whether it is in sight or not. */
export function useChosen(): Chosen {
  const [chosen, setChosen] = useState<ReadonlyMap<string, TrashItem>>(new Map())
  return {
    items: [...chosen.values()],
    has: (item) => chosen.has(keyOf(item)),
    set: ({ kind, id }, isChosen) => {
      const next = new Map(chosen)
      if (isChosen) next.set(keyOf({ kind, id }), { kind, id })
      else next.delete(keyOf({ kind, id }))
      setChosen(next)
    },
    replace: (items) => setChosen(new Map(items.map((item) => [keyOf(item), item]))),
  }
}
