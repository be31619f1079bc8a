import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { folderContents } from '../support/check-library'
import { expect, test } from '../support/electron-test'
import { makeUserDataDir, runCommand } from '../support/launch-app'
import { addCharacter, smallProject } from '../support/legacy/old-project'
import { sharedLibrary } from '../support/legacy/shared-libraries'
import { picturePng } from '../support/pictures/png-by-name'

/** A data folder, an old project of sound pictures, and a way to run the command on them. */
async function setUp() {
  const userDataDir = await makeUserDataDir()
  const project = smallProject()
  for (const [index, path] of ['gm/gm_1.png', 'gm/gm_2.png'].entries()) {
    project.putFile(path, picturePng(`old ${index}`))
  }
  const run = (...words: readonly string[]) => runCommand(['import', ...words], { userDataDir })
  return { userDataDir, project, run }
}

test('a look tells what would come, and writes nothing', async () => {
  const { userDataDir, project, run } = await setUp()
  const before = folderContents(project.folder)
  const { code, stdout } = await run(project.folder, '--look', '--json')
  const json = JSON.parse(stdout)
  expect(code).toBe(0)
  expect(json).toMatchObject({
    source: { generation: 'G4' },
    classes: { 'local-ok': 7 },
    looseFiles: ['static/portraits/characters/character_404.png'],
    refused: [],
  })
  expect(json.rows).toHaveLength(7)
  expect(json.rows[0]).toMatchObject({ name: 'La Quête', outcome: 'imported', portrait: null })
  expect(folderContents(project.folder)).toEqual(before)
  expect(readdirSync(userDataDir)).not.toContain('static')
  expect(readdirSync(userDataDir)).not.toContain('imports')
  const asked = await run(project.folder)
  expect(asked.code).toBe(0)
  expect(asked.stdout).toContain('--yes')
  expect(readdirSync(userDataDir)).not.toContain('static')
})

test('a look tells how each row of the old app’s own library would end', async () => {
  const userDataDir = await makeUserDataDir()
  const run = async (...words: readonly string[]) => {
    const folder = sharedLibrary('gen-early')
    const { stdout } = await runCommand(['import', folder, '--json', ...words], { userDataDir })
    return JSON.parse(stdout).rows.map(({ outcome }: { outcome: string }) => outcome)
  }
  const expected = await run('--look')
  expect(new Set(expected)).toEqual(new Set(['imported', 'recovered', 'needs-you']))
  expect(await run('--yes')).toEqual(expected)
  expect(new Set(await run('--look'))).toEqual(new Set(['skipped']))
})

test('a look and an import end with 0 when everything comes, with 1 when a row needs a person', async () => {
  const { userDataDir, project, run } = await setUp()
  const report = join(userDataDir, 'report.json')
  const { code, stdout, stderr } = await run(project.folder, '--yes', '--report', report, '--json')
  expect(code, stderr).toBe(0)
  const json = JSON.parse(readFileSync(report, 'utf8'))
  expect(JSON.parse(stdout)).toEqual(json)
  for (const row of json.rows) {
    expect(row).toMatchObject({ outcome: 'imported', class: 'local-ok', reason: null })
    expect(readFileSync(join(userDataDir, row.portrait)).length).toBeGreaterThan(0)
  }
  addCharacter(project, 'Torn', 1)
  project.putFile('characters/character_6.png', picturePng('torn').subarray(0, 60))
  expect((await run(project.folder, '--look')).code).toBe(1)
  const again = await run(project.folder, '--yes', '--json')
  expect(again.code).toBe(1)
  const { rows } = JSON.parse(again.stdout)
  expect(rows.filter(({ outcome }: { outcome: string }) => outcome === 'skipped')).toHaveLength(7)
  expect(rows.find(({ name }: { name: string }) => name === 'Torn')).toMatchObject({
    class: 'local-corrupt',
    outcome: 'needs-you',
    reason: 'file-truncated',
    portrait: null,
  })
})

test('only the users that are named come over, and those without a campaign go where it is said', async () => {
  const { userDataDir, project, run } = await setUp()
  project.add('users', { email: 'tom@example.com', password: 'x' })
  project.add('campaigns', { user_id: 2, name: 'Tom’s', language: 'en' })
  const { code, stderr } = await run(
    ...[project.folder, '--yes', '--users', 'ALINE@example.org', '--into-campaign', 'Strays'],
  )
  expect(code, stderr).toBe(0)
  const { stdout } = await runCommand(['list', '--json'], { userDataDir })
  const names = JSON.parse(stdout).campaigns.map(({ name }: { name: string }) => name)
  expect(names).toEqual(['Innsmouth', 'La Quête', 'Strays'])
  const unknown = await run(project.folder, '--yes', '--users', 'nobody@example.org')
  expect(unknown.code).toBe(2)
})

test('what cannot be used ends with 2 and one sentence', async () => {
  const { userDataDir, run } = await setUp()
  const folder = await makeUserDataDir()
  writeFileSync(join(folder, 'database.db'), '')
  const empty = join(folder, 'empty')
  mkdirSync(empty)
  for (const path of [join(folder, 'nowhere'), join(folder, 'database.db')]) {
    const { code, stdout } = await run(path, '--yes', '--json')
    expect(code).toBe(2)
    const { error } = JSON.parse(stdout)
    expect(error.code).toMatch(/^import-/)
    expect(error.message.length).toBeGreaterThan(20)
  }
  expect((await run('--yes')).code).toBe(2)
  expect((await run(folder, '--nonsense')).code).toBe(2)
  writeFileSync(join(userDataDir, 'castkeeper.db'), 'no database at all'.repeat(500))
  expect((await run(folder, '--yes', '--json')).code).toBe(2)
})
