import { AppError } from '../../shared/errors'
import { type Inbox, type InboxItem, inOrder } from './inbox'

/** The inbox, and in memory what the disk would not take. */
export function createHeldItems(inbox: Inbox) {
  const inMemory = new Map<
    number,
    Map<string, { item: InboxItem; bytes: Uint8Array<ArrayBuffer> }>
  >()
  const keyOf = ({ kind, picture }: InboxItem): string => `${kind} ${picture}`
  const heldOf = (id: number) => inMemory.get(id) ?? new Map()

  return {
    /** Puts it into the inbox, or holds it in memory where the disk refuses. */
    async keep(item: InboxItem, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
      try {
        await inbox.put(item, bytes)
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        // Paid for: it stays in memory, to be stored or saved elsewhere while the app is open.
        inMemory.set(item.jobId, heldOf(item.jobId).set(keyOf(item), { item, bytes }))
      }
    },

    /** Everything there is of an order. Throws the disk's AppErrors when nothing is in memory either. */
    async of(id: number): Promise<readonly InboxItem[]> {
      const held = [...heldOf(id).values()].map(({ item }) => item)
      const onDisk = await inbox.list().catch((error: unknown) => {
        // An inbox that cannot be opened must not hide what is in memory for that very reason.
        if (held.length > 0) return []
        throw error
      })
      return [...onDisk.filter(({ jobId }) => jobId === id), ...held].sort(inOrder)
    },

    isInMemory: (item: InboxItem): boolean => heldOf(item.jobId).has(keyOf(item)),

    async read(item: InboxItem): Promise<Uint8Array<ArrayBuffer>> {
      return heldOf(item.jobId).get(keyOf(item))?.bytes ?? (await inbox.read(item))
    },

    /** Forgets what is in the library. */
    async forget(item: InboxItem): Promise<void> {
      if (heldOf(item.jobId).delete(keyOf(item))) return
      await inbox.remove(item)
    },

    /** Moves it to the quarantine; what is only in memory ends here. */
    async setAside(item: InboxItem): Promise<void> {
      if (heldOf(item.jobId).delete(keyOf(item))) return
      await inbox.setAside(item)
    },
  }
}
