import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { nodeFileSystem } from '../../src/main/core/disk/node-file-system'
import { sweepFiles } from '../../src/main/core/disk/scratch/sweep'
import { portraitFolders } from '../../src/main/portraits/files'
import { checkLibrary } from '../support/check-library'
import { expect, test } from '../support/electron-test'
import { makeUserDataDir, runCommand, startCommand } from '../support/launch-app'
import { addCharacter, smallProject } from '../support/legacy/old-project'
import { forgetIdleImports, importedState } from '../support/legacy/outcome'
import { openLibrary } from '../support/library'
import { rounds } from '../support/long'
import { heavyPng } from '../support/pictures'

const kills = rounds(4, 50)

/** Holds a library to what a killed import must leave. */
function check(dataFolder: string): void {
  const library = openLibrary({ dataFolder })
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
  library.database.close()
}

async function stateOf(dataFolder: string): Promise<unknown> {
  await sweepFiles(nodeFileSystem(), portraitFolders(dataFolder), { now: new Date() })
  const library = openLibrary({ dataFolder })
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
  forgetIdleImports(library.database)
  const state = importedState(library.database, dataFolder)
  library.database.close()
  return state
}

test(`fault 88: ${kills} times kill -9 at a random moment of an import, and going on ends as an undisturbed one`, async () => {
  test.setTimeout(15 * 60_000)
  const project = smallProject()
  for (let number = 1; number <= 8; number += 1) {
    const id = addCharacter(project, `Heavy ${number}`, 1)
    project.putFile(`characters/character_${id}.png`, heavyPng(400_000 + number * 20_000))
  }
  const words = ['import', project.folder, '--yes', '--json']
  const calm = await makeUserDataDir()
  const start = performance.now()
  const { code, stdout, stderr } = await runCommand(words, { userDataDir: calm })
  const usualMs = performance.now() - start
  expect(code, stderr).toBe(0)
  expect(JSON.parse(stdout).classes).toEqual({ 'local-ok': 15 })
  const expected = await stateOf(calm)

  let killed = 0
  for (let round = 0; killed < kills; round += 1) {
    const dataFolder = await makeUserDataDir()
    // Now and then what goes on is killed as well.
    for (let again = 0; again <= round % 3; again += 1) {
      const child = startCommand(words, { userDataDir: dataFolder })
      const ended = once(child, 'exit')
      // What comes first is Electron starting.
      const wait = randomInt(Math.round(usualMs * 0.3), Math.round(usualMs))
      const timer = setTimeout(() => child.kill('SIGKILL'), wait)
      const [, signal] = await ended
      clearTimeout(timer)
      if (signal === 'SIGKILL') killed += 1
      check(dataFolder)
    }
    const end = await runCommand(words, { userDataDir: dataFolder })
    expect(end.code, end.stderr).toBe(0)
    expect(await stateOf(dataFolder)).toEqual(expected)
  }
})
