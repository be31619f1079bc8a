import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { putFileBack } from '../../../src/main/integrity/repair/put-back'
import { checkLibrary } from '../../support/check-library'
import { addGrainyCast, openCompression } from '../../support/compressing'
import { openLibrary } from '../../support/library'
import { makeDisk, makeHome, moverAt, unwatched } from '../../support/moving'

/** A library that was moved, as it is in the new place, with its portraits' paths. */
async function moveHome(home: string) {
  const to = makeDisk()
  const first = moverAt(home)
  await first.mover.plan(to)
  await first.mover.move(unwatched)
  const { mover, libraryHandle } = moverAt(home, to)
  libraryHandle.close()
  const pictures = readdirSync(join(to, 'static'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(to.length + 1))
    .sort()
  return { home, to, mover, pictures }
}

const moved = async () => moveHome(await makeHome())

function flipByte(file: string): void {
  const bytes = readFileSync(file)
  bytes[20] = (bytes[20] ?? 0) ^ 1
  writeFileSync(file, bytes)
}

async function putBack({ to, home, mover }: Awaited<ReturnType<typeof moved>>) {
  const library = openLibrary({ dataFolder: to })
  const done = await mover.putBack(home, {
    putFileBack: (id, from) => putFileBack(library, id, from),
  })
  const faults = checkLibrary(library.database, to)
  library.database.close()
  return { done, faults }
}

describe('a previous location is removed', () => {
  test('except what is harmed or lost in the new one, which is named and can be put back', async () => {
    const place = await moved()
    const { home, to, mover, pictures } = place
    const [damaged = '', lost = '', ...others] = pictures
    flipByte(join(to, damaged))
    rmSync(join(to, lost))
    const { bytes, stayed } = await mover.deletePrevious(home)
    expect(bytes).toBeGreaterThan(0)
    expect(stayed.map(({ path, state }) => [path, state])).toEqual([
      [damaged, 'damaged'],
      [lost, 'missing'],
    ])
    expect(stayed.every(({ portraitId, name }) => portraitId !== null && name !== '')).toBe(true)
    for (const path of [damaged, lost]) expect(existsSync(join(home, path)), path).toBe(true)
    for (const path of others) expect(existsSync(join(home, path)), path).toBe(false)
    expect(mover.previous()).toMatchObject([{ folder: home, isChanged: false }])
    expect(await putBack(place)).toEqual({ done: { count: 2, left: [] }, faults: [] })
    expect(await mover.deletePrevious(home)).toMatchObject({ stayed: [] })
    expect(mover.previous()).toEqual([])
    expect(readdirSync(home)).toEqual(['location.json'])
  })

  test('except all of it, where the new disk gives nothing back', async () => {
    const { home, to, mover, pictures } = await moved()
    rmSync(join(to, 'static'), { recursive: true })
    const { stayed } = await mover.deletePrevious(home)
    expect(stayed).toHaveLength(pictures.length)
    for (const path of pictures) expect(existsSync(join(home, path)), path).toBe(true)
  })

  test('but not when the database in use is damaged', async () => {
    const { home, to, mover } = await moved()
    const path = join(to, 'castkeeper.db')
    writeFileSync(path, readFileSync(path).fill(0xab, 8_192, 24_576))
    await expect(mover.deletePrevious(home)).rejects.toMatchObject({ code: 'move-live-damaged' })
    expect(existsSync(join(home, 'castkeeper.db'))).toBe(true)
  })

  test('with the file of a portrait that was removed for good since', async () => {
    const { home, to, mover, pictures } = await moved()
    const [gone = ''] = pictures
    const { database } = openLibrary({ dataFolder: to })
    database.pragma('foreign_keys = OFF')
    database.exec(`
      UPDATE campaign SET current_portrait_id = NULL; UPDATE character SET current_portrait_id = NULL;
      INSERT INTO file_to_remove (campaign_id, character_id, path, sha256, bytes)
        SELECT campaign_id, character_id, path, sha256, bytes FROM portrait WHERE path = '${gone}';
      DELETE FROM portrait WHERE path = '${gone}';`)
    database.close()
    rmSync(join(to, gone))
    expect(await mover.deletePrevious(home)).toMatchObject({ stayed: [] })
  })

  test('but not the original of a portrait that was made smaller since, and is harmed', async () => {
    const library = openCompression({ dataFolder: makeDisk('castkeeper-home-') })
    await addGrainyCast(library, 2)
    library.database.close()
    const { home, to, mover } = await moveHome(library.dataFolder)
    const live = openCompression({ dataFolder: to })
    await live.run()
    const [first, second] = live.portraits.ids().map((id) => live.portraits.find(id))
    await live.compression.deleteOriginals()
    live.database.close()
    flipByte(join(to, second?.path ?? ''))
    const { stayed } = await mover.deletePrevious(home)
    expect(stayed).toMatchObject([{ portraitId: second?.id, name: 'Sitter 2', state: 'damaged' }])
    expect(readdirSync(join(home, 'static', 'portraits', 'characters'))).toHaveLength(1)
    expect(first?.format).toBe('webp')
  })

  test('but not an unassigned picture that was lost on the way, and it is put back', async () => {
    const home = await makeHome()
    const stray = 'static/portraits/loose/somebody.png'
    mkdirSync(join(home, 'static/portraits/loose'), { recursive: true })
    writeFileSync(join(home, stray), 'a face')
    const place = await moveHome(home)
    rmSync(join(place.to, stray))
    expect((await place.mover.deletePrevious(home)).stayed).toEqual([
      { path: stray, portraitId: null, name: 'somebody.png', state: 'missing' },
    ])
    expect((await putBack(place)).done).toEqual({ count: 1, left: [] })
    expect(readFileSync(join(place.to, stray), 'utf8')).toBe('a face')
  })

  test('but not a file that was changed there since, of whatever size', async () => {
    const { home, mover, pictures } = await moved()
    const [longer = '', same = ''] = pictures
    writeFileSync(join(home, longer), 'drawn over by hand')
    flipByte(join(home, same))
    expect(await mover.deletePrevious(home)).toMatchObject({ stayed: [] })
    expect(readFileSync(join(home, longer), 'utf8')).toBe('drawn over by hand')
    expect(existsSync(join(home, same))).toBe(true)
  })

  test('also by a list from before hashes were noted', async () => {
    const { home, to, mover, pictures } = await moved()
    const [name = ''] = readdirSync(home).filter((one) => one.startsWith('moved-'))
    const text = readFileSync(join(home, name), 'utf8')
    writeFileSync(join(home, name), text.replaceAll(/,"sha256":"[0-9a-f]{64}"/g, ''))
    flipByte(join(to, pictures[0] ?? ''))
    const { stayed } = await mover.deletePrevious(home)
    expect(stayed.map(({ path }) => path)).toEqual([pictures[0]])
  })
})
