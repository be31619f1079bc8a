import { lutimes } from 'node:fs/promises'

/** Sets the access and modification time of a file, or of a link itself. Throws Node's own errors. */
export const setTimes = (path: string, at: Date): Promise<void> => lutimes(path, at, at)
