const savers = new Set<() => Promise<void>>()

/** Counts on this to save what is typed, until the answer is called. */
export function saveWhenAsked(save: () => Promise<void>): () => void {
  savers.add(save)
  return () => void savers.delete(save)
}

/** Saves everything that is typed and not yet saved, wherever it is; what is refused stays where it is. */
export async function saveEverything(): Promise<void> {
  await Promise.all([...savers].map((save) => save()))
}
