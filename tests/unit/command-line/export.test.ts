import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { exportCampaign } from '../../../src/main/command-line/export'
import { nodeFileSystem } from '../../../src/main/core/disk/node-file-system'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { addCast, openLibrary, storePortrait } from '../../support/library'
import { plainImageSandbox } from '../../support/plain-image-sandbox'

async function makeCommand() {
  const library = openLibrary()
  const { campaign, character } = addCast(library)
  await storePortrait(library, campaign)
  await storePortrait(library, character)
  library.characters.edit(character.id, { notes: 'SheIsTheTraitor' })
  library.sessions.add({ campaignId: campaign.id, title: 'Rain', text: 'TheyFoundOut, @Nobody' })
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
  const run = async (...words: string[]) =>
    exportCampaign.run([...words, '--to', '.'], context as never)
  /** The names and bytes of the files that were exported. */
  const files = async (...words: string[]) => {
    const { json } = await run(...words)
    const { path } = (json as { export: { path: string } }).export
    return readdirSync(path).map((name) => ({ name, bytes: readFileSync(join(path, name)) }))
  }
  /** Whether the notes are in anything that was exported. */
  const hasNotes = async (...words: string[]): Promise<boolean> => {
    const all = await files('--campaign', String(campaign.id), ...words)
    return all.some(({ bytes }) => bytes.includes('SheIsTheTraitor'))
  }
  return { library, campaign, character, run, files, hasNotes }
}

test('the command exports the notes of the game master only with --with-notes', async () => {
  const { hasNotes } = await makeCommand()
  expect(await hasNotes()).toBe(false)
  expect(await hasNotes('--with-metadata')).toBe(false)
  expect(await hasNotes('--with-notes')).toBe(true)
})

test('the command exports the sessions of the campaign only with --with-notes, in every list with every word', async () => {
  const { campaign, files } = await makeCommand()
  const withText = async (...words: string[]) =>
    (await files('--campaign', String(campaign.id), ...words))
      .filter(({ bytes }) => bytes.includes('TheyFoundOut, @Nobody'))
      .map(({ name }) => name)
      .toSorted()
  expect(await withText('--with-metadata')).toEqual([])
  expect(await withText('--with-notes')).toEqual(['sessions.csv', 'sessions.json', 'sessions.md'])
})

test('the command exports the characters or the portraits whose ids it is told', async () => {
  const { library, campaign, character, run, files } = await makeCommand()
  const other = library.characters.create({ campaignId: campaign.id, name: 'Vorn' })
  library.characters.create({ campaignId: campaign.id, name: 'Not chosen' })
  const lists = ['cast.html', 'characters.csv', 'characters.json', 'characters.md']
  const names = async (...words: string[]) =>
    (await files(...words)).map(({ name }) => name).toSorted()
  expect(await names(String(other.id), String(character.id))).toEqual(
    ['Vorn.svg', 'Éowyn 🔥 田中.png', ...lists].toSorted(),
  )
  const [master = 0] = library.portraits.ids()
  expect(await names('--portraits', String(master))).toEqual(['La Quête du Dragon Noir.png'])
  expect((await run('--portraits', String(master))).text).toContain(': 1 portrait.')
  for (const wrong of [[], ['7', '--campaign', '1'], ['--portraits', '--campaign', '1'], ['x']]) {
    expect((await appErrorOf(run(...wrong))).code).toBe('command-misused')
  }
  expect((await appErrorOf(run('999'))).code).toBe('not-found')
})
