import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { addPictures } from '../../../src/main/command-line/add-pictures'
import { createTranslator } from '../../../src/shared/translate'
import { openPictureLibrary } from '../../support/add-pictures'
import { appErrorOf } from '../../support/errors'
import { folderOf } from '../../support/folder-of'
import { picture } from '../../support/library'

function makeCommand(workingFolder: string) {
  const library = openPictureLibrary()
  const { id } = library.campaigns.create({ name: 'The Ash Road' })
  library.characters.create({ campaignId: id, name: 'Elowen' })
  const { t: translate, language } = createTranslator('en')
  const run = async (...words: string[]) =>
    addPictures.run(words, { library, translate, language, workingFolder } as never)
  return { run, library }
}

describe('the command that adds pictures', () => {
  test('keeps them unassigned without a campaign, makes characters with one, and matches with --match', async () => {
    const folder = folderOf({
      'elowen.png': picture(1),
      'more/vorn.png': picture(2),
      'more/.DS_Store': 'left',
    })
    const { run, library } = makeCommand(folder)
    const matched = await run('elowen.png', 'more', '--campaign', '1', '--match', '--json')
    expect(matched).toMatchObject({
      json: {
        rows: [
          { file: 'elowen.png', outcome: 'matched', name: 'Elowen', portraitId: 1 },
          { file: 'more/vorn.png', outcome: 'kept', namesakes: 'none', subject: null },
        ],
        passedOver: 1,
        notReached: 0,
        error: null,
      },
      exitCode: 0,
    })
    expect(matched.text.split('\n')).toEqual([
      'Added to a character: 1',
      'Unassigned: 1',
      '1 system file was ignored.',
    ])
    expect((await run('more', '--campaign', '1')).text).toContain('New characters: 1')
    expect(library.characters.idsOf(1)).toHaveLength(2)
    expect(await run('.')).toMatchObject({
      exitCode: 0,
      text: expect.stringContaining('library: 2'),
    })
  })

  test('ends with 1 when a file was refused, and says why', async () => {
    const folder = folderOf({ 'a.png': picture(1), 'cut.png': picture(2).subarray(0, 40) })
    const outcome = await makeCommand(folder).run('.')
    expect(outcome.exitCode).toBe(1)
    expect(outcome.text).toMatch(
      /^Unassigned: 1\nNot added: 1\n {2}castkeeper-pictures-\w+\/cut\.png: \S/,
    )
  })

  test.each([
    [[], 'command-misused'],
    [['.', '--match'], 'command-misused'],
    [['.', '--campaign', 'x'], 'command-misused'],
    [['.', '--campaign', '9'], 'not-found'],
    [['gone.png'], 'file-unreadable'],
  ])('refuses %j', async (words, code) => {
    const { run } = makeCommand(folderOf({ 'a.png': picture(1) }))
    expect((await appErrorOf(run(...words))).code).toBe(code)
    expect(addPictures.failureExitCode).toBe(2)
  })

  test('says so when there is nothing', async () => {
    const { run } = makeCommand(join(folderOf({})))
    expect((await run('.')).text).toBe('No files were found.')
  })
})
