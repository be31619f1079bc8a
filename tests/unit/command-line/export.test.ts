import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportCampaign } from '../../../src/main/command-line/export'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { createTranslator } from '../../../src/shared/translate'
import { addCast, openLibrary, storePortrait } from '../../support/library'
import { plainImageSandbox } from '../../support/plain-image-sandbox'

async function makeCommand() {
  const library = openLibrary()
  const { campaign, character } = addCast(library)
  await storePortrait(library, campaign)
  await storePortrait(library, character)
  library.characters.edit(character.id, { notes: 'SheIsTheTraitor' })
  const { t: translate, language } = createTranslator('en')
  const workingFolder = mkdtempSync(join(tmpdir(), 'castkeeper-export-'))
  const context = {
    tasks: { run: (_kind: string, work: (job: object) => unknown) => work({}) },
    open: () => undefined,
    library: () => library,
    app: { fileSystem: nodeFileSystem(), imageSandbox: plainImageSandbox(), language },
    translate,
    workingFolder,
  }
  /** Whether the notes are in anything that was exported. */
  return async (...words: string[]): Promise<boolean> => {
    const order = ['--campaign', String(campaign.id), '--to', '.', ...words]
    const { json } = await exportCampaign.run(order, context as never)
    const { path } = (json as { export: { path: string } }).export
    return readdirSync(path)
      .map((name) => readFileSync(join(path, name)))
      .some((bytes) => bytes.includes('SheIsTheTraitor'))
  }
}

test('the command exports the notes of the game master only with --with-notes', async () => {
  const hasNotes = await makeCommand()
  expect(await hasNotes()).toBe(false)
  expect(await hasNotes('--with-metadata')).toBe(false)
  expect(await hasNotes('--with-notes')).toBe(true)
})
