import { randomInt } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Portrait } from '../../../src/shared/portrait'
import { checkLibrary, folderContents } from '../../support/check-library'
import { runChild } from '../../support/child/run'
import { type Library, openLibrary, picture, storePortrait } from '../../support/library'
import { rounds } from '../../support/long'
import { openTrash } from '../../support/trash'

const kills = rounds(8, 100)

interface Scene {
  readonly dataFolder: string
  /** Outside the trash. */
  readonly kept: readonly Portrait[]
  /** Of everything in it. */
  readonly trashed: readonly Portrait[]
}

let lastPicture = 0

/** Puts a campaign with a cast, a character and single portraits into the trash, and leaves as many out. */
async function fillTrash(library: Library): Promise<Omit<Scene, 'dataFolder'>> {
  const { campaigns, characters, portraits } = library
  const kept: Portrait[] = []
  const trashed: Portrait[] = []
  const add = async (to: Portrait[], kind: 'campaign' | 'character', id: number) => {
    lastPicture += 1
    const added = await storePortrait(library, { kind, id }, { bytes: picture(lastPicture) })
    to.push(added)
    return added
  }
  const lives = campaigns.create({ name: 'Lives' })
  const leaves = campaigns.create({ name: 'Leaves' })
  await add(kept, 'campaign', lives.id)
  await add(trashed, 'campaign', leaves.id)
  for (const name of ['One', 'Two', 'Three']) {
    await add(trashed, 'character', characters.create({ campaignId: leaves.id, name }).id)
    await add(kept, 'character', characters.create({ campaignId: lives.id, name }).id)
  }
  const goes = characters.create({ campaignId: lives.id, name: 'Goes' })
  await add(trashed, 'character', goes.id)
  const stays = characters.create({ campaignId: lives.id, name: 'Stays' })
  for (const to of [trashed, trashed, kept]) {
    const { id } = await add(to, 'character', stays.id)
    if (to === trashed) portraits.trash(id)
  }
  characters.trash(goes.id)
  campaigns.trash(leaves.id)
  return { kept, trashed }
}

async function makeScene(): Promise<Scene> {
  const library = openLibrary()
  const filled = await fillTrash(library)
  library.database.close()
  return { dataFolder: library.dataFolder, ...filled }
}

/** What must be true after every kill: all that was kept is whole, and no row is without its file. */
function look({ dataFolder, kept, trashed }: Scene): { readonly rowsLeft: number } {
  const library = openLibrary({ dataFolder })
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
  for (const { id, path } of kept) {
    expect(library.portraits.find(id)).toMatchObject({ path, trashedAt: null, state: 'sound' })
  }
  const left = trashed.filter(({ id }) => library.portraits.find(id) !== null)
  for (const { path } of left) expect(existsSync(join(dataFolder, path))).toBe(true)
  library.database.close()
  return { rowsLeft: left.length }
}

/** Ends like the next start does: nothing of the trash is left, neither row nor file. */
async function finish(scene: Scene): Promise<void> {
  const library = openLibrary({ dataFolder: scene.dataFolder })
  const trash = openTrash(library)
  const { mark } = trash.plan('all', 30)
  await trash.remove('all', mark)
  await trash.workOff()
  library.database.close()
  expect(look(scene).rowsLeft).toBe(0)
  const files = Object.keys(folderContents(join(scene.dataFolder, 'static', 'portraits')))
  expect(files.sort()).toEqual(
    scene.kept.map(({ path }) => path.replace('static/portraits/', '')).sort(),
  )
}

describe('killed while the trash is emptied', () => {
  test('at every call to the disk, one after the other, until none is hit', {
    timeout: 240_000,
  }, async () => {
    const scene = await makeScene()
    const hits = new Set<string>()
    // Each run goes on where the one before was killed, as each start does.
    for (let n = 1; n < 200; n += 1) {
      const end = await runChild({
        script: 'empty-trash.ts',
        args: [scene.dataFolder],
        env: { CASTKEEPER_FAULT: `any:${n}=KILL` },
      })
      const hit = end.lines.find((line) => line.startsWith('hit '))
      look(scene)
      if (hit === undefined) {
        expect(end.lines, end.stderr).toContain('done')
        break
      }
      expect(end.signal, end.stderr).toBe('SIGKILL')
      hits.add(hit)
    }
    expect([...hits]).toEqual(
      expect.arrayContaining(['hit lstat', 'hit readFile', 'hit unlink', 'hit syncFolder']),
    )
    await finish(scene)
  })

  test.each([
    'INSERT ON file_to_remove',
    'DELETE ON portrait',
    'DELETE ON message',
    'DELETE ON character',
    'DELETE ON campaign',
    'UPDATE ON file_to_remove',
  ])('inside the transaction, at %s', { timeout: 60_000 }, async (event) => {
    const library = openLibrary()
    const scene = { dataFolder: library.dataFolder, ...(await fillTrash(library)) }
    library.database.exec(`
      INSERT INTO import (source_name, source, state, decisions, process_id, started_at)
        VALUES ('old', '{}', 'done', '{}', 1, '2026-01-01');
      INSERT INTO message (campaign_id, role, text, import_id, origin_id)
        SELECT id, 'user', 'Hello', 1, 1 FROM campaign;`)
    library.database.close()
    const end = await runChild({ script: 'empty-trash.ts', args: [scene.dataFolder, event] })
    expect(end.signal, end.stderr).toBe('SIGKILL')
    look(scene)
    await finish(scene)
  })

  test(`fault 48: at ${kills} random moments`, {
    timeout: 60_000 + kills * 6_000,
  }, async () => {
    let wasKilled = 0
    for (let round = 0; round < kills; round += 1) {
      const scene = await makeScene()
      const end = await runChild({
        script: 'empty-trash.ts',
        args: [scene.dataFolder],
        killAfterMs: randomInt(40),
      })
      if (end.signal === 'SIGKILL') wasKilled += 1
      look(scene)
      await finish(scene)
    }
    expect(wasKilled).toBeGreaterThan(0)
  })
})
