import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { folderContents } from '../support/check-library'
import { expect, test } from '../support/electron-test'
import { launchCastkeeper, makeUserDataDir, runCommand } from '../support/launch-app'
import { picturePng } from '../support/pictures/png-by-name'

async function makeLibrary() {
  const userDataDir = await makeUserDataDir()
  const run = async (...words: string[]) => {
    const { code, stdout } = await runCommand([...words, '--json'], { userDataDir })
    return { code, answer: JSON.parse(stdout) }
  }
  await run('create', 'campaign', '--name', 'La Quête')
  await run('create', 'character', '--campaign', '1', '--name', 'Éowyn 🔥 田中')
  const picture = join(userDataDir, 'mine.png')
  writeFileSync(picture, picturePng('mine'))
  await run('portrait', 'character', '1', '--file', picture)
  const faces = () => folderContents(join(userDataDir, 'static', 'portraits'))
  const target = mkdtempSync(join(tmpdir(), 'castkeeper-target-'))
  return { userDataDir, run, faces, target }
}

test('a library is backed up, verified, spoilt, restored and checked without a window', async () => {
  const { userDataDir, run, faces, target } = await makeLibrary()
  const before = faces()
  const { code, answer } = await run('backup', '--to', target)
  expect(code).toBe(0)
  const { path } = answer.backup
  expect(readdirSync(target)).toEqual([answer.backup.summary.name])
  expect(await run('verify', path)).toMatchObject({ code: 0 })
  expect(await run('check')).toMatchObject({ code: 0, answer: { check: { verdict: 'sound' } } })

  rmSync(join(userDataDir, 'static'), { recursive: true })
  await run('create', 'campaign', '--name', 'Later')
  expect(await run('check')).toMatchObject({ code: 1 })
  const asked = await run('restore', path)
  expect(asked).toMatchObject({ code: 2, answer: { error: { code: 'restore-not-confirmed' } } })
  expect(await run('restore', path, '--replace', '--yes')).toMatchObject({ code: 0 })
  expect(faces()).toEqual(before)
  const { answer: list } = await run('list')
  expect(list.campaigns).toHaveLength(1)
  expect(await run('check')).toMatchObject({ code: 0 })

  const bytes = readFileSync(path)
  bytes[2_000] = (bytes[2_000] ?? 0) ^ 1
  writeFileSync(path, bytes)
  expect((await run('verify', path)).code).toBe(1)
  expect((await run('verify', join(target, 'none.tar'))).code).toBe(2)
  expect((await run('restore', path, '--replace', '--yes')).code).toBe(2)
  expect(faces()).toEqual(before)

  const exported = await run('export', '--campaign', '1', '--to', target)
  expect(exported.code).toBe(0)
  expect(readdirSync(exported.answer.export.path)).toContain('Éowyn 🔥 田中.png')
})

test('beside an open window everything but a restore is done by the command itself', async () => {
  const { userDataDir, run, faces, target } = await makeLibrary()
  const before = faces()
  const { window, close } = await launchCastkeeper({ userDataDir })
  await window.waitForLoadState()
  await expect.poll(() => readdirSync(userDataDir)).toContain('castkeeper.lock')
  const { code, answer } = await run('backup', '--to', target)
  expect(code).toBe(0)
  expect(await run('verify', answer.backup.path)).toMatchObject({ code: 0 })
  expect(await run('check')).toMatchObject({ code: 0, answer: { check: { verdict: 'sound' } } })
  expect((await run('export', '--campaign', '1', '--to', target)).code).toBe(0)
  expect(faces()).toEqual(before)
  await close()
})
