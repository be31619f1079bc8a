// node disk-troubles.ts <trouble> <data folder>
// Plays one trouble with a real disk through and says as JSON what came of it. With CASTKEEPER_FAULT the
// disk is only made to answer so, for systems where we may not bring the trouble about.
import { execFileSync } from 'node:child_process'
import { chmodSync, readdirSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { retryWhileBusy } from '../../../src/main/core/disk/retry-while-busy'
import { AppError } from '../../../src/shared/errors'
import { checkLibrary } from '../check-library'
import { addCast, openLibrary, portraitFolder, storePortrait } from '../library'
import { nobody } from '../ordinary-user'

const [trouble = '', dataFolder = ''] = process.argv.slice(2)
const fault = process.env.CASTKEEPER_FAULT
const fileSystem = fault
  ? retryWhileBusy(withFailpoints(plainFileSystem(), fault))
  : nodeFileSystem()
// Without a handle or room to spare the log is not shortened now; it is after a later commit.
const library = openLibrary({ dataFolder, fileSystem, onTrouble: () => undefined })
const { campaign, character } = addCast(library)
const folder = portraitFolder(dataFolder, 'characters')

const play: Record<string, () => Promise<unknown>> = {
  'full-disk': async () => {
    const filler = join(folder, 'somebody-else.bin')
    writeFileSync(filler, Buffer.alloc(200_000))
    await storePortrait(library, character, { bytes: Buffer.alloc(200_000, 1) })
    return refusedThenMended(300_000, () => rmSync(filler))
  },
  'read-only': () =>
    refusedThenMended(1_000, () => {
      if (!fault) execFileSync('mount', ['-o', 'remount,rw,bind', folder])
    }),
  'no-right': async () => {
    setAllowed(false)
    return refusedThenMended(1_000, () => setAllowed(true))
  },
  'small-files': () => refusedThenMended(1_000_000, () => undefined, 1_000),
  'few-descriptors': async () => {
    const cast = Array.from({ length: 60 }, (_, number) => {
      const { id } = library.characters.create({ campaignId: campaign.id, name: `${number}` })
      return { kind: 'character', id } as const
    })
    const added = await Promise.all(cast.map((one) => storePortrait(library, one)))
    const readings = await Promise.all(added.map((one) => library.portraits.read(one)))
    return { states: [...new Set(readings.map(({ state }) => state))], added: added.length }
  },
}

/** Tries to add a portrait, mends the trouble, tries again. */
async function refusedThenMended(bytes: number, mend: () => void, bytesAfter = bytes) {
  const shown = library.portraits.current(character)?.id ?? null
  const filesBefore = readdirSync(folder)
  const refusal = await storePortrait(library, character, { bytes: Buffer.alloc(bytes, 2) }).catch(
    (error: unknown) => (error instanceof AppError ? error.toReport() : String(error)),
  )
  const left = readdirSync(folder).filter((name) => !filesBefore.includes(name))
  const stillShown = library.portraits.current(character)?.id ?? null
  const renamed = library.campaigns.edit(campaign.id, { name: 'Still writing' }).name
  mend()
  await storePortrait(library, character, { bytes: Buffer.alloc(bytesAfter, 3) })
  return { refusal, left, currentStayed: shown === stillShown, renamed }
}

function setAllowed(isAllowed: boolean): void {
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(isAllowed ? 0 : nobody)
  else chmodSync(folder, isAllowed ? 0o700 : 0o500)
}

const result = await play[trouble]?.()
const complaints = checkLibrary(library.database, dataFolder)
writeSync(1, JSON.stringify({ result, complaints }))
