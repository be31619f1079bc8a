import { lutimes } from 'node:fs/promises'

/** Says of a file, or of a link itself, that it was last used and changed at this time. Throws Node's own errors. */
export const setTimes = (path: string, at: Date): Promise<void> => lutimes(path, at, at)
