import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createSnapshot } from '../../../src/main/backup/snapshots/snapshots'
import { backUp, makeLibrary, makeTarget, partsOf } from '../../support/backup/making'
import { everything, makeDoor } from '../../support/backup/restoring'
import { checkLibrary, folderContents } from '../../support/check-library'
import { makeDataFolder } from '../../support/records'

/** The commands that stand under this heading in the documentation. */
function commandsUnder(heading: string): string {
  const page = readFileSync(new URL('../../../docs/data-and-backup.md', import.meta.url), 'utf8')
  const section = page.split(`### ${heading}\n`)[1] ?? ''
  const commands = /```sh\n(.*?)```/s.exec(section)?.[1]
  if (commands === undefined) throw new Error(`nothing under ${heading}`)
  return commands
}

/** SQLite's own shell may be missing where tests run; this one prints rows as it does. */
function makeSqliteShell(): string {
  const folder = makeTarget()
  const path = join(folder, 'sqlite3')
  const sqlite = createRequire(import.meta.url).resolve('better-sqlite3')
  writeFileSync(
    path,
    `#!${process.execPath}
const [, separator, file, sql] = process.argv.slice(2)
const SQLite = require(${JSON.stringify(sqlite)})
for (const row of new SQLite(file).prepare(sql).raw().all()) console.log(row.join(separator))
`,
  )
  chmodSync(path, 0o755)
  return folder
}

function follow(commands: string, folder: string, dataFolder: string): void {
  const path = [makeSqliteShell(), process.env.PATH].join(':')
  const env = { ...process.env, DATA: dataFolder, PATH: path }
  execFileSync('sh', ['-eu', '-c', commands], { cwd: folder, env, stdio: 'pipe' })
}

async function compare(library: Awaited<ReturnType<typeof makeLibrary>>, dataFolder: string) {
  const libraryHandle = makeDoor(dataFolder)
  libraryHandle.open()
  expect(everything(libraryHandle.database())).toEqual(everything(library.database))
  expect(checkLibrary(libraryHandle.database(), dataFolder)).toEqual([])
  const faces = (folder: string) => folderContents(join(folder, 'static', 'portraits'))
  expect(faces(dataFolder)).toEqual(faces(library.dataFolder))
  libraryHandle.close()
}

test('everything comes back by hand, with nothing but tar', async () => {
  const library = await makeLibrary()
  const { path } = await backUp(library)
  const dataFolder = makeDataFolder()
  follow(commandsUnder('By hand, with nothing but tar'), dirname(path), dataFolder)
  await compare(library, dataFolder)
})

test('everything comes back by hand from an automatic backup', async () => {
  const library = await makeLibrary()
  const folder = makeTarget()
  await createSnapshot(partsOf(library), { folder, why: 'day' })
  const dataFolder = makeDataFolder()
  mkdirSync(dataFolder, { recursive: true })
  follow(commandsUnder('By hand, from an automatic backup'), folder, dataFolder)
  await compare(library, dataFolder)
})
