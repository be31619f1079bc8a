/**
 * What is typed but not yet saved, kept beside the library so that a crashed window shows it again.
 * Kept in local storage: it is written in the same instant and outlives the renderer's process.
 */
const prefix = 'draft:'

/** The draft of this field, or null when everything typed there has been saved. */
export function readDraft(field: string): string | null {
  return localStorage.getItem(prefix + field)
}

/** Keeps a draft. False when the store is full; the text is then only as safe as the next save. */
export function keepDraft(field: string, text: string): boolean {
  try {
    localStorage.setItem(prefix + field, text)
    return true
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') return false
    throw error
  }
}

export function dropDraft(field: string): void {
  localStorage.removeItem(prefix + field)
}

/** Forgets every draft: those they were written for are no longer here. */
export function dropDrafts(): void {
  const drafts = Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  for (const key of drafts) localStorage.removeItem(key)
}
