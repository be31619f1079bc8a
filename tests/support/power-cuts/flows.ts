import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import SQLite from 'better-sqlite3'
import { listStored } from '../../../src/main/backup/snapshots/stored-snapshot'
import { verifyBackup } from '../../../src/main/backup/verify'
import { listCopies } from '../../../src/main/core/database/copies'
import { backUp, makeLibrary } from '../backup/making'
import { everything, makeDoor } from '../backup/restoring'
import { checkLibrary, folderContents } from '../check-library'
import { addGrainyCast, openCompression } from '../compressing'
import { makeFirstLibrary } from '../first-library'
import { importAll, openImporting } from '../legacy/importing'
import { smallProject } from '../legacy/old-project'
import { scanIn } from '../legacy/scanning'
import { addCast, openLibrary, picture, storePortrait } from '../library'
import { startAgain } from '../moving'
import { everyStray, makeStrays, strayPaths } from '../strays'

/** One kind of work on a disk whose power may go, and how to tell whether all that was acknowledged is there. */
export interface Prepared {
  /** A script among the child scripts that does the work and says each step it has acknowledged. */
  readonly script: string
  readonly args: readonly string[]
  /** What is wrong with what is left, given the lines that were said before; empty when nothing is. */
  readonly inspect: (said: readonly string[]) => Promise<string[]>
}
export type Flow = (disk: string) => Promise<Prepared>

const clock = () => new Date('2026-11-24T08:00:00Z')

/** Every hash that was said on a line that begins so. */
const told = (said: readonly string[], word: string): string[] =>
  said.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ').at(-1) ?? '')

const complain = (isWrong: boolean, sentence: string): string[] => (isWrong ? [sentence] : [])

function portraits(...more: readonly string[]): Flow {
  return async (disk) => {
    const library = openLibrary({ dataFolder: join(disk, 'data') })
    const { character } = addCast(library)
    const first = await storePortrait(library, character)
    library.database.close()
    return {
      script: 'add-portraits.ts',
      args: [library.dataFolder, '2', '12', ...more],
      inspect: async (said) => {
        const { database, portraits } = openLibrary({ dataFolder: library.dataFolder })
        const hashes = portraits.history(character).map(({ sha256 }) => sha256)
        const lost = [first.sha256, ...told(said, 'added')].filter((hash) => !hashes.includes(hash))
        const complaints = checkLibrary(database, library.dataFolder)
        database.close()
        return [...complaints, ...complain(lost.length > 0, `${lost.length} portraits are lost`)]
      },
    }
  }
}

async function edits(disk: string): Promise<Prepared> {
  const library = openLibrary({ dataFolder: join(disk, 'data') })
  const { dataFolder } = library
  for (let number = 1; number <= 80; number += 1) {
    library.campaigns.create({ name: `Campaign ${number}` })
  }
  library.database.close()
  return {
    script: 'edit-names.ts',
    args: [dataFolder, '80'],
    inspect: async (said) => {
      const { database, campaigns } = openLibrary({ dataFolder })
      const names = campaigns.list().map(({ name }) => name)
      const lost = said.filter((line) => /^Edited \d/.test(line) && !names.includes(line))
      const complaints = checkLibrary(database, dataFolder)
      database.close()
      return [...complaints, ...complain(lost.length > 0, `${lost.length} edits are lost`)]
    },
  }
}

async function oldImport(disk: string): Promise<Prepared> {
  const { folder } = smallProject()
  const dataFolder = join(disk, 'data')
  openLibrary({ dataFolder }).database.close()
  return {
    script: 'import-old.ts',
    args: [dataFolder, folder],
    inspect: async (said) => {
      const library = openImporting({ dataFolder })
      const complaints = checkLibrary(library.database, dataFolder)
      library.imports.markInterrupted()
      const [first] = library.imports.list()
      const isDone = first?.state === 'done'
      complaints.push(...complain(said.includes('ended done') && !isDone, 'the end is forgotten'))
      const findings = await scanIn(folder)
      if (first?.state === 'interrupted') library.imports.resume(first.id)
      const ended =
        first?.state === 'interrupted'
          ? await library.imports.run(first.id, findings, {
              signal: new AbortController().signal,
              onProgress: () => undefined,
            })
          : await importAll(library, findings)
      await findings.close()
      const count = library.portraits.ids().length
      complaints.push(...complain(ended.state !== 'done', `going on ended ${ended.state}`))
      complaints.push(...complain(count !== 8, `${count} portraits after going on`))
      complaints.push(...checkLibrary(library.database, dataFolder))
      library.database.close()
      return complaints
    },
  }
}

async function quarantine(disk: string): Promise<Prepared> {
  const { dataFolder } = makeStrays(join(disk, 'data'))
  return {
    script: 'quarantine-work.ts',
    args: ['put', dataFolder, ...strayPaths],
    inspect: async (said) => everyStray(dataFolder, told(said, 'put').length),
  }
}

async function compression(disk: string): Promise<Prepared> {
  const dataFolder = join(disk, 'data')
  const library = openCompression({ dataFolder })
  const cast = await addGrainyCast(library, 6)
  const hashes = cast.map((subject) => library.portraits.current(subject)?.sha256 ?? '')
  library.database.close()
  return {
    script: 'compress-library.ts',
    args: [dataFolder],
    inspect: async () => {
      const again = openCompression({ dataFolder })
      const complaints = checkLibrary(again.database, dataFolder)
      again.compression.markInterrupted()
      await again.run()
      const { lost } = await again.compression.putBack(undefined, again.job())
      complaints.push(...complain(lost.length > 0, `${lost.length} originals are lost`))
      const now = again.portraits.ids().map((id) => again.portraits.find(id)?.sha256)
      complaints.push(...complain(`${now}` !== `${hashes}`, 'the originals do not come back'))
      complaints.push(...checkLibrary(again.database, dataFolder))
      again.database.close()
      return complaints
    },
  }
}

async function backup(disk: string): Promise<Prepared> {
  const { dataFolder, target } = await libraryWithTarget(disk)
  return {
    script: 'backup-work.ts',
    args: ['backup', dataFolder, target],
    inspect: async (said) => {
      const names = readdirSync(target).filter((name) => name.endsWith('.tar'))
      const verdicts = names.map((name) => verify(join(target, name), dataFolder))
      const isMissing = told(said, 'made').length > names.length
      return [...(await Promise.all(verdicts)).flat(), ...complain(isMissing, 'no backup is left')]
    },
  }
}

async function automaticBackup(disk: string): Promise<Prepared> {
  const { dataFolder, target } = await libraryWithTarget(disk)
  return {
    script: 'backup-work.ts',
    args: ['store', dataFolder, target],
    inspect: async (said) => {
      const stored = await listStored(target)
      const paths = stored.map(({ name }) => join(target, 'backups', name))
      const verdicts = await Promise.all(paths.map((path) => verify(path, dataFolder)))
      const isMissing = told(said, 'made').length > stored.length
      return [...verdicts.flat(), ...complain(isMissing, 'no backup is left')]
    },
  }
}

async function restore(disk: string): Promise<Prepared> {
  const library = await makeLibrary({ dataFolder: join(disk, 'data') })
  const { path } = await backUp(library)
  const old = stateOf(library.dataFolder, everything(library.database))
  library.characters.edit(1, { name: 'Renamed since' })
  await storePortrait(library, library.character, { bytes: picture(77) })
  const today = stateOf(library.dataFolder, everything(library.database))
  library.database.close()
  return {
    script: 'backup-work.ts',
    args: ['restore', library.dataFolder, path],
    inspect: async (said) => {
      const libraryHandle = makeDoor(library.dataFolder)
      libraryHandle.open()
      const now = stateOf(library.dataFolder, everything(libraryHandle.database()))
      const complaints = checkLibrary(libraryHandle.database(), library.dataFolder)
      libraryHandle.close()
      const isMixed = now !== old && now !== today
      complaints.push(...complain(isMixed, 'neither the old state nor the new one'))
      return [...complaints, ...complain(said.includes('done') && now !== old, 'it is taken back')]
    },
  }
}

async function move(disk: string): Promise<Prepared> {
  const home = join(disk, 'home')
  const { database } = await makeLibrary({ dataFolder: home })
  database.close()
  const before = await startAgain(home)
  const to = join(disk, 'elsewhere')
  mkdirSync(to)
  return {
    script: 'move-data.ts',
    args: [home, to],
    inspect: async (said) => {
      const { faults, state, dataFolder } = await startAgain(home)
      const isSame = JSON.stringify(state) === JSON.stringify(before.state)
      const isForgotten = said.includes('moved') && dataFolder === home
      return [
        ...faults,
        ...complain(!isSame, 'not what was moved'),
        ...complain(isForgotten, 'the move is forgotten'),
      ]
    },
  }
}

async function migration(disk: string): Promise<Prepared> {
  const dataFolder = makeFirstLibrary(join(disk, 'data'), 400)
  return {
    script: 'open-library.ts',
    args: [dataFolder],
    inspect: async () => {
      const copies = listCopies(dataFolder).map(({ name }) => join(dataFolder, 'backups', name))
      const torn = copies.filter((path) => countCharacters(path) !== 401)
      const { database } = openLibrary({ dataFolder })
      const count = database.prepare('SELECT count(*) FROM character').pluck().get()
      const complaints = checkLibrary(database, dataFolder)
      database.close()
      return [
        ...complaints,
        ...complain(count !== 401, `${count} characters are left`),
        ...complain(torn.length > 0, 'a copy has its name and is not whole'),
      ]
    },
  }
}

async function emptyingTheTrash(disk: string): Promise<Prepared> {
  const library = openLibrary({ dataFolder: join(disk, 'data') })
  const { character } = addCast(library)
  const first = await storePortrait(library, character, { bytes: picture(1) })
  for (let number = 2; number < 8; number += 1) {
    const { id } = await storePortrait(library, character, { bytes: picture(number) })
    library.portraits.trash(id)
  }
  library.database.close()
  const { dataFolder } = library
  return {
    script: 'empty-trash.ts',
    args: [dataFolder],
    inspect: async (said) => {
      const { database, portraits } = openLibrary({ dataFolder })
      const ids = portraits.ids()
      const complaints = checkLibrary(database, dataFolder)
      database.close()
      const isBack = said.includes('emptied') && ids.length > 1
      return [
        ...complaints,
        ...complain(!ids.includes(first.id), 'a portrait outside the trash is lost'),
        ...complain(isBack, 'what was removed is in the trash again'),
      ]
    },
  }
}

/** By the name that the test gives. */
export const flows: Readonly<Record<string, Flow>> = {
  portraits: portraits(),
  'portraits without syncs of the database': portraits('sync-off'),
  edits,
  import: oldImport,
  quarantine,
  compression,
  backup,
  'automatic backup': automaticBackup,
  restore,
  move,
  migration,
  'emptying the trash': emptyingTheTrash,
}

function countCharacters(path: string): unknown {
  const database = new SQLite(path, { readonly: true })
  try {
    return database.prepare('SELECT count(*) FROM character').pluck().get()
  } catch (error) {
    return String(error)
  } finally {
    database.close()
  }
}

async function libraryWithTarget(disk: string) {
  const { database, dataFolder } = await makeLibrary({ dataFolder: join(disk, 'data') })
  database.close()
  const target = join(disk, 'backups')
  mkdirSync(target)
  return { dataFolder, target }
}

async function verify(path: string, dataFolder: string): Promise<string[]> {
  try {
    const { proof } = await verifyBackup(path, { dataFolder, clock })
    return complain(proof.portraits !== 7 && proof.portraits !== 6, `${proof.portraits} portraits`)
  } catch (error) {
    return [`the backup is not whole: ${error}`]
  }
}

function stateOf(dataFolder: string, rows: unknown): string {
  return JSON.stringify({ rows, faces: folderContents(join(dataFolder, 'static', 'portraits')) })
}
