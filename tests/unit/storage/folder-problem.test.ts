import { chmodSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { findFolderProblem } from '../../../src/main/storage/folder-problem'
import { runChild } from '../../support/child/run'
import { makeDataFolder } from '../../support/records'

let data: string
let characters: string
beforeEach(() => {
  data = makeDataFolder()
  characters = join(data, 'static', 'portraits', 'characters')
  mkdirSync(characters, { recursive: true })
})

describe('the folders of portraits', () => {
  test('are well, also before the first portrait', () => {
    expect(findFolderProblem(data)).toBeNull()
    rmSync(join(data, 'static'), { recursive: true })
    expect(findFolderProblem(data)).toBeNull()
  })

  test('fault 55: a file or a link in the place of one is named', () => {
    renameSync(characters, `${characters}-aside`)
    symlinkSync(`${characters}-aside`, characters)
    const replaced = { code: 'folder-replaced', details: { folder: 'characters' } }
    expect(findFolderProblem(data)).toMatchObject(replaced)
    rmSync(characters)
    writeFileSync(characters, 'in the way')
    expect(findFolderProblem(data)).toMatchObject(replaced)
    rmSync(join(data, 'static'), { recursive: true })
    writeFileSync(join(data, 'static'), 'in the way')
    expect(findFolderProblem(data)).toMatchObject({ details: { folder: 'static' } })
  })

  test('fault 51: one that may not be written is named, and is well once it may be', async () => {
    const folders = [data, join(data, 'static'), join(data, 'static', 'portraits'), characters]
    for (const folder of folders) chmodSync(folder, 0o777)
    expect(await toldToOthers(data)).toBeNull()
    chmodSync(characters, 0o555)
    const refused = { code: 'folder-not-writable', details: { folder: 'characters' } }
    expect(await toldToOthers(data)).toMatchObject(refused)
    chmodSync(characters, 0o777)
    expect(await toldToOthers(data)).toBeNull()
  })
})

async function toldToOthers(dataFolder: string): Promise<unknown> {
  const end = await runChild({ script: 'folder-problem.ts', args: [dataFolder] })
  expect(end.code, end.stderr).toBe(0)
  return JSON.parse(end.lines.join(''))
}
