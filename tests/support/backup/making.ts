import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BackupOrder, type BackupParts, createBackup } from '../../../src/main/backup/create'
import type { BackupMade } from '../../../src/shared/backup'
import { addCast, type Library, openLibrary, picture, storePortrait } from '../library'

/** A folder for backups, as on another disk. */
export function makeTarget(): string {
  return mkdtempSync(join(tmpdir(), 'castkeeper-target-'))
}

/** What a backup of this library is made of. */
export function partsOf(library: Library): BackupParts {
  return {
    database: library.database,
    dataFolder: library.dataFolder,
    fileSystem: library.fileSystem,
    clock: library.clock,
    appVersion: '0.1.0',
    settings: { language: 'fr' },
    readme: 'Read me. Lisez-moi.\n',
  }
}

/** A library with a game master, two characters and six portraits, one of them in the trash. */
export async function makeLibrary(options: Parameters<typeof openLibrary>[0] = {}) {
  const library = openLibrary(options)
  const { campaign, character } = addCast(library)
  const { id } = library.characters.create({ campaignId: campaign.id, name: 'Grünwald l’Ancien' })
  const other = { kind: 'character', id } as const
  await storePortrait(library, campaign, { bytes: picture(1) })
  await storePortrait(library, character, { bytes: picture(2) })
  await storePortrait(library, character, { bytes: picture(3) })
  const former = await storePortrait(library, other, { bytes: picture(4) })
  await storePortrait(library, other, { bytes: picture(5) })
  await storePortrait(library, other, { bytes: picture(6) })
  library.portraits.trash(former.id)
  return { ...library, campaign, character, other }
}

/** Backs a library up into a folder of its own. */
export function backUp(library: Library, order: Partial<BackupOrder> = {}): Promise<BackupMade> {
  return createBackup(partsOf(library), { target: makeTarget(), ...order })
}
