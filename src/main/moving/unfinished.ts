import { existsSync, readFileSync } from 'node:fs'
import { readdir, rm, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { systemErrorCode } from '../disk/system-error'
import { markName, staysAtHome } from './list-files'
import { readLocation, writeLocation } from './location'

/**
 * Removes what a move that was killed, cancelled or refused has left in the new place: a copy that nothing ever
 * pointed to, in a folder that was empty before and still holds our mark with the number of that very move.
 * While that disk is away the note stays, for another time. `live` is the library in use, which is never
 * touched. Resolves with whether something was removed. Rejects with Node's own errors.
 */
export async function sweepUnfinished(home: string, live: string): Promise<boolean> {
  if (existsSync(join(live, markName))) await rm(join(live, markName), { force: true })
  const location = readLocation(home)
  const { moving } = location
  if (moving === null) return false
  const isOurs = moving.to !== live && readMark(moving.to) === moving.id
  if (isOurs) await clear(moving.to, home)
  else if (!existsSync(moving.to) && isAway(moving.to)) return false
  writeLocation(home, { ...readLocation(home), moving: null })
  return isOurs
}

function readMark(folder: string): string | null {
  try {
    return readFileSync(join(folder, markName), 'utf8')
  } catch {
    // Without its mark a folder is somebody's own, whatever the note says.
    return null
  }
}

// The mark goes last: killed in between, the next sweep knows it again.
async function clear(folder: string, home: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name === markName || (folder === home && staysAtHome(name))) continue
    await rm(join(folder, name), { recursive: true, force: true })
  }
  await rm(join(folder, markName), { force: true })
  await removeIfEmpty(folder)
}

/** A folder that was made for it goes; one that holds something else, or is the root of a disk, stays. */
async function removeIfEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
  }
}

/** True when not even the folder it is in can be seen, as on a disk that was unplugged. */
function isAway(folder: string): boolean {
  return !existsSync(join(folder, '..'))
}
