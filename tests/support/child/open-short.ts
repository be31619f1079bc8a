// node open-short.ts <data folder> <folder for a backup, or nothing to make none> [handles left]
// Opens a library where something is short, does all that needs no writing in it, tries to change it, and says as
// JSON what came of it.

import { closeSync, openSync } from 'node:fs'
import { createBackup } from '../../../src/main/backup/create'
import { databaseError } from '../../../src/main/core/database/database-error'
import { openDatabase } from '../../../src/main/core/database/open'
import { checkIntegrity } from '../../../src/main/integrity/check'
import { AppError } from '../../../src/shared/errors'
import { partsOf } from '../backup/making'
import { checkParts } from '../integrity'
import { openLibrary, picture, storePortrait } from '../library'

const [dataFolder = '', target = '', handlesLeft] = process.argv.slice(2)
if (handlesLeft !== undefined) takeHandles(Number(handlesLeft))
const short: string[] = []
openDatabase({ dataFolder, clock: () => new Date(), onShort: (what) => short.push(what) }).close()
const library = openLibrary({ dataFolder })
const character = { kind: 'character', id: 1 } as const

/** Opens files until the system refuses, and lets go of so many. */
function takeHandles(left: number): void {
  const handles: number[] = []
  try {
    for (;;) handles.push(openSync('/dev/null', 'r'))
  } catch {
    for (const handle of handles.slice(-left)) closeSync(handle)
  }
}

async function codeOf(work: () => unknown): Promise<string> {
  try {
    await work()
    return 'done'
  } catch (error) {
    const known = databaseError(error)
    return known instanceof AppError ? known.code : String(error)
  }
}

async function facesThatCanBeShown(): Promise<number> {
  let count = 0
  for (const id of library.portraits.ids()) {
    const portrait = library.portraits.find(id)
    if (portrait !== null && (await library.portraits.inspect(portrait)) === 'sound') count += 1
  }
  return count
}

const made = target === '' ? null : await checkAndBackUp()

async function checkAndBackUp() {
  const { verdict } = await checkIntegrity(checkParts(library))
  const { proof } = await createBackup(partsOf(library), { target })
  return { verdict, backedUp: proof?.portraits }
}

const notes = 'x'.repeat(200_000)
process.stdout.write(
  `${JSON.stringify({
    short,
    characters: library.cast.list({
      campaignId: 1,
      search: '',
      filter: 'all',
      sort: 'name',
      offset: 0,
      limit: 9,
    }).total,
    faces: handlesLeft === undefined ? await facesThatCanBeShown() : 0,
    ...made,
    change: await codeOf(() => library.campaigns.edit(1, { notes })),
    picture:
      handlesLeft === undefined &&
      (await codeOf(() => storePortrait(library, character, { bytes: picture(99) }))),
  })}\n`,
)
library.database.close()
