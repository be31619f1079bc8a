import { join } from 'node:path'
import { z } from 'zod'
import { isThere } from '../core/disk/blocking'
import { removeFile, removeIfEmpty } from '../core/disk/remove'
import { readJsonFileOrNull, writeJsonFile } from '../core/json-file'
import { type Listing, markName } from './list-files'
import { readLocation, writeLocation } from './location'

/**
 * Removes what a move that was killed, cancelled or refused has left in the new place: a copy that nothing ever
 * pointed to, in a folder that still holds our mark with the number of that very move. Exactly what the mark
 * lists goes, and the folder itself only when it was made for the move.
 * While that disk is away the note stays, for another time. `live` is the library in use, which is never
 * touched. Resolves with whether something was removed. Rejects with Node's own errors.
 */
export async function sweepUnfinished(home: string, live: string): Promise<boolean> {
  await removeFile(join(live, markName))
  const location = readLocation(home)
  const { moving } = location
  if (moving === null) return false
  const { to, id, isNew } = moving
  const mark = to === live ? null : readMark(to)
  const isOurs = mark?.id === id
  if (isOurs) await clear(to, mark)
  else if (!isThere(to) && isAway(to)) return false
  if (isNew && to !== live) await removeIfEmpty(to)
  writeLocation(home, { ...readLocation(home), moving: null })
  return isOurs
}

const markSchema = z.object({
  id: z.string(),
  files: z.array(z.string()),
  folders: z.array(z.string()),
})
type Mark = z.infer<typeof markSchema>

/** Marks a folder as one that a copy is put together in, with all that will be ours in it. Throws Node's own errors. */
export function writeMark(folder: string, id: string, { files, folders }: Listing): void {
  const mark: Mark = { id, files: files.map(({ path }) => path), folders: [...folders] }
  writeJsonFile(join(folder, markName), mark)
}

function readMark(folder: string): Mark | null {
  // A folder without its mark is not ours, whatever the note says.
  return readJsonFileOrNull(join(folder, markName), markSchema)
}

/** What SQLite makes beside the database that it writes. */
const besideDatabase = ['castkeeper.db-journal', 'castkeeper.db-wal', 'castkeeper.db-shm']

// The mark goes last: killed in between, the next sweep knows it again.
async function clear(folder: string, { files, folders }: Mark): Promise<void> {
  for (const path of [...files, ...besideDatabase]) await removeFile(join(folder, path))
  for (const inner of folders.toReversed()) await removeIfEmpty(join(folder, inner))
  for (const name of [`${markName}.partial`, markName]) {
    await removeFile(join(folder, name))
  }
}

/** True when not even the folder it is in can be seen, as on a disk that was unplugged. */
function isAway(folder: string): boolean {
  return !isThere(join(folder, '..'))
}
