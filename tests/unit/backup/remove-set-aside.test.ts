import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { restoreBackup } from '../../../src/main/backup/restore'
import { removeSetAside } from '../../../src/main/backup/set-aside'
import { putFileBack } from '../../../src/main/integrity/repair/put-back'
import { createPortraitsInNeed } from '../../../src/main/portraits/last-copy'
import { backUp, makeLibrary } from '../../support/backup/making'
import { restoreParts } from '../../support/backup/restoring'
import { checkLibrary } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import { openLibrary } from '../../support/library'

/** A library that was restored, with what the restore set aside, and the paths of its portraits. */
async function makeScene() {
  const made = await makeLibrary()
  const { path } = await backUp(made)
  made.database.close()
  const { dataFolder } = made
  const parts = restoreParts(dataFolder)
  const { setAside } = await restoreBackup(path, parts)
  parts.libraryHandle.close()
  const library = openLibrary({ dataFolder })
  const name = setAside?.name ?? ''
  const [one = '', two = ''] = library.portraits
    .ids()
    .map((id) => join(dataFolder, library.portraits.find(id)?.path ?? ''))
  const remove = () =>
    removeSetAside(dataFolder, name, {
      ...library,
      now: library.clock(),
      portraitsInNeed: createPortraitsInNeed(library),
      putFileBack: (id, from) => putFileBack(library, id, from),
    })
  return { library, dataFolder, name, one, two, remove }
}

describe('what a restore set aside', () => {
  test('goes for good while the library in use is whole', async () => {
    const { dataFolder, name, remove } = await makeScene()
    expect(readdirSync(join(dataFolder, name))).toContain('static')
    await remove()
    expect(existsSync(join(dataFolder, name))).toBe(false)
  })

  test('gives a lost and a harmed portrait their files back before it goes', async () => {
    const { library, dataFolder, name, one, two, remove } = await makeScene()
    rmSync(one)
    writeFileSync(two, readFileSync(two).fill(7, 10, 20))
    await remove()
    expect(checkLibrary(library.database, dataFolder)).toEqual([])
    expect(existsSync(join(dataFolder, name))).toBe(false)
    const { entries } = await library.quarantine.list()
    expect(
      entries.map(({ why }) => why),
      'what was left of it',
    ).toEqual(['harmed'])
  })

  test('stays where a portrait that was made smaller from it is harmed, which is named', async () => {
    const { library, dataFolder, name, one, remove } = await makeScene()
    const [id = 0] = library.portraits.ids()
    const { sha256 = '' } = library.portraits.find(id) ?? {}
    library.database.exec(`
      INSERT INTO compression_job (id, settings, state, started_at) VALUES (1, 'lossless', 'done', '');
      INSERT INTO compressed_portrait (portrait_id, job_id, original_path, original_sha256,
        original_bytes, original_format, original_state)
      VALUES (${id}, 1, 'static/portraits/gm/gm_9.png', '${sha256}', 5, 'png', 'gone');
      UPDATE portrait SET sha256 = '${'0'.repeat(64)}' WHERE id = ${id};`)
    const error = await appErrorOf(remove())
    expect(error).toMatchObject({
      code: 'set-aside-needed',
      details: { names: 'La Quête du Dragon Noir' },
    })
    expect(existsSync(join(dataFolder, name, 'static'))).toBe(true)
    expect(existsSync(one)).toBe(true)
  })
})
