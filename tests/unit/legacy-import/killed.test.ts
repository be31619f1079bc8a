import { randomInt } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { sweepFiles } from '../../../src/main/core/disk/scratch/sweep'
import { portraitFolders } from '../../../src/main/portraits/files'
import { checkLibrary } from '../../support/check-library'
import { callsToKillAt } from '../../support/child/calls-to-kill-at'
import { runChild } from '../../support/child/run'
import { openImporting } from '../../support/legacy/importing'
import { smallProject, tinyProject } from '../../support/legacy/old-project'
import { forgetIdleImports, importedState } from '../../support/legacy/outcome'
import { makeDataFolder } from '../../support/records'

async function undisturbed(folder: string): Promise<unknown> {
  const dataFolder = makeDataFolder()
  const end = await runChild({ script: 'import-old.ts', args: [dataFolder, folder] })
  expect(end.lines, end.stderr).toContain('ended done')
  return stateOf(dataFolder)
}

async function stateOf(dataFolder: string): Promise<unknown> {
  await sweepFiles(nodeFileSystem(), portraitFolders(dataFolder), { now: new Date() })
  const library = openImporting({ dataFolder })
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
  const state = importedState(library.database, dataFolder)
  library.database.close()
  return state
}

/** A row never points at nothing, whatever the moment. */
function checkNow(dataFolder: string): void {
  if (!readdirSync(dataFolder).includes('castkeeper.db')) return
  const library = openImporting({ dataFolder })
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
  library.database.close()
}

describe('an import that is killed', () => {
  it('fault 88: at every call that changes the disk, one after the other, ends as an undisturbed one after going on', {
    timeout: 240_000,
  }, async () => {
    const { folder } = tinyProject()
    const expected = await undisturbed(folder)
    const hits: string[] = []
    for (const n of await callsToKillAt('import-old.ts', [makeDataFolder(), folder])) {
      const dataFolder = makeDataFolder()
      const args = [dataFolder, folder]
      const env = { CASTKEEPER_FAULT: `any:${n}=KILL` }
      const end = await runChild({ script: 'import-old.ts', args, env })
      expect(end.signal, end.stderr).toBe('SIGKILL')
      const hit = end.lines.find((line) => line.startsWith('hit ')) ?? ''
      hits.push(hit)
      checkNow(dataFolder)
      const again = await runChild({ script: 'import-old.ts', args })
      expect(again.lines, again.stderr).toContain('ended done')
      expect(await stateOf(dataFolder), `killed at call ${n}, ${hit}`).toEqual(expected)
    }
    for (const step of ['create', 'write', 'sync', 'link', 'unlink', 'syncFolder']) {
      expect(hits).toContain(`hit ${step}`)
    }
  })

  const events = ['INSERT ON import_row', 'INSERT ON campaign', 'INSERT ON portrait']
  const laterEvents = ['UPDATE ON import_row', 'INSERT ON message', 'UPDATE ON import']
  const { folder: tiny } = tinyProject()
  let ofTiny: Promise<unknown> | undefined
  for (const event of [...events, ...laterEvents]) {
    it(`fault 88: inside a transaction, at an ${event}, ends as an undisturbed one`, async () => {
      ofTiny ??= undisturbed(tiny)
      const dataFolder = makeDataFolder()
      const args = [dataFolder, tiny]
      const end = await runChild({ script: 'import-old.ts', args: [...args, event] })
      expect(end.signal, end.stderr).toBe('SIGKILL')
      checkNow(dataFolder)
      const again = await runChild({ script: 'import-old.ts', args })
      expect(again.lines, again.stderr).toContain('ended done')
      expect(await stateOf(dataFolder)).toEqual(await ofTiny)
    })
  }

  it('fault 88: at random moments, again and again, ends as an undisturbed one', {
    timeout: 240_000,
  }, async () => {
    const { folder } = smallProject()
    const expected = await undisturbed(folder)
    for (let round = 0; round < 3; round += 1) {
      const dataFolder = makeDataFolder()
      const args = [dataFolder, folder]
      for (let kill = 0; kill < 4; kill += 1) {
        await runChild({ script: 'import-old.ts', args, killAfterMs: randomInt(40) })
        checkNow(dataFolder)
      }
      const again = await runChild({ script: 'import-old.ts', args })
      expect(again.code, again.stderr).toBe(0)
      expect(await withoutLaterImports(dataFolder)).toEqual(expected)
    }
  })
})

/** One that was not killed in time was done, and what followed it found nothing new. */
async function withoutLaterImports(dataFolder: string): Promise<unknown> {
  const library = openImporting({ dataFolder })
  forgetIdleImports(library.database)
  library.database.close()
  return stateOf(dataFolder)
}
