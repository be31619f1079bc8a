import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fillWithFaces, makeFolder } from '../support/backup-steps'
import { folderContents } from '../support/check-library'
import { expect, test } from '../support/electron-test'
import { castName } from '../support/gallery'
import { launchCastkeeper, runCommand } from '../support/launch-app'

/** A library, and what runs a command on it and reads the answer. */
async function makeLibrary() {
  const userDataDir = await fillWithFaces()
  const run = async (...words: string[]) => {
    const { code, stdout } = await runCommand([...words, '--json'], { userDataDir })
    return { code, answer: JSON.parse(stdout) }
  }
  const faces = () => folderContents(join(userDataDir, 'static', 'portraits'))
  const target = makeFolder()
  return { userDataDir, run, faces, target }
}

test('a library is backed up, lost, restored and checked without a window', async () => {
  const { userDataDir, run, faces, target } = await makeLibrary()
  const before = faces()
  const { code, answer } = await run('backup', '--to', target)
  expect(code).toBe(0)
  const { path } = answer.backup
  expect(readdirSync(target)).toEqual([answer.backup.summary.name])
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
})

test('a spoilt backup is told from a sound one, and restores nothing', async () => {
  const { run, faces, target } = await makeLibrary()
  const before = faces()
  const { path } = (await run('backup', '--to', target)).answer.backup
  expect(await run('verify', path)).toMatchObject({ code: 0 })
  const bytes = readFileSync(path)
  bytes[2_000] = (bytes[2_000] ?? 0) ^ 1
  writeFileSync(path, bytes)
  expect((await run('verify', path)).code).toBe(1)
  expect((await run('verify', join(target, 'none.tar'))).code).toBe(2)
  expect((await run('restore', path, '--replace', '--yes')).code).toBe(2)
  expect(faces()).toEqual(before)
})

test('beside an open window everything but a restore is done by the command itself', async () => {
  const { userDataDir, run, faces, target } = await makeLibrary()
  const before = faces()
  const { window } = await launchCastkeeper({ userDataDir })
  await window.waitForLoadState()
  await expect.poll(() => readdirSync(userDataDir)).toContain('castkeeper.lock')
  const { code, answer } = await run('backup', '--to', target)
  expect(code).toBe(0)
  expect(await run('verify', answer.backup.path)).toMatchObject({ code: 0 })
  expect(await run('check')).toMatchObject({ code: 0, answer: { check: { verdict: 'sound' } } })
  const exported = await run('export', '--campaign', '1', '--to', target)
  expect(exported.code).toBe(0)
  expect(readdirSync(exported.answer.export.path)).toContain(`${castName(1)}.png`)
  expect(faces()).toEqual(before)
})
