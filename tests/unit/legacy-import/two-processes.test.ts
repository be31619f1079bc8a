import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { checkLibrary } from '../../support/check-library'
import { commandFor, runChild } from '../../support/child/run'
import { openImporting } from '../../support/legacy/importing'
import { smallProject } from '../../support/legacy/old-project'
import { importedState } from '../../support/legacy/outcome'
import { makeDataFolder } from '../../support/records'

/** A process that has looked at an old project and waits for a line to import it. */
function begin(dataFolder: string, folder: string) {
  const [command = '', ...args] = commandFor('import-in-window.ts', [dataFolder, folder])
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] })
  const ended = once(child, 'close')
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  return {
    goOn: () => void child.stdin.write('\n'),
    nextLine: async (): Promise<string> => String((await lines.next()).value),
    ended: async (): Promise<unknown> => (await ended)[0],
  }
}

function stateOf(dataFolder: string) {
  const library = openImporting({ dataFolder })
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
  const state = importedState(library.database, dataFolder)
  const imports = library.imports.list().map((one) => one.state)
  library.database.close()
  return { state, imports }
}

test('of two processes that import one library at the same moment one does, and the other is told', {
  timeout: 120_000,
}, async () => {
  const { folder } = smallProject()
  const alone = makeDataFolder()
  await runChild({ script: 'import-old.ts', args: [alone, folder] })
  const dataFolder = makeDataFolder()
  openImporting({ dataFolder }).database.close()
  const both = [begin(dataFolder, folder), begin(dataFolder, folder)]
  for (const one of both) expect(await one.nextLine()).toBe('ready')
  for (const one of both) one.goOn()
  const told = await Promise.all(both.map((one) => one.nextLine()))
  expect(told.toSorted()).toEqual(['importing', 'refused import-busy'])
  const first = both[told.indexOf('importing')]
  first?.goOn()
  expect(await first?.nextLine()).toBe('ended done')
  expect(await Promise.all(both.map((one) => one.ended()))).toEqual([0, 0])
  expect(stateOf(dataFolder)).toEqual({ state: stateOf(alone).state, imports: ['done'] })
})
