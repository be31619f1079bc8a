import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { originals } from '../../../src/main/command-line/originals'
import { createTranslator } from '../../../src/shared/translate'
import { addGrainyCast, openCompression } from '../../support/compressing'
import { appErrorOf } from '../../support/errors'
import { fileOf } from '../../support/library'

async function makeCommand() {
  const library = openCompression()
  const [subject] = await addGrainyCast(library, 3)
  await library.run()
  const shown = subject === undefined ? null : library.portraits.current(subject)
  if (shown === null) throw new Error('no portrait')
  const { t: translate, language } = createTranslator('en')
  const signal = new AbortController().signal
  const run = async (...words: string[]) =>
    originals.run(words, { library, translate, language, signal } as never)
  return { run, file: fileOf(library, shown), id: shown.id }
}

describe('the command for originals', () => {
  test('names those it keeps because their portrait is harmed, ends with 1, and puts them back', async () => {
    const { run, file, id } = await makeCommand()
    writeFileSync(file, readFileSync(file).fill(0, 20, 40))
    const gone = await run('--let-go', '--yes', '--json')
    expect(gone).toMatchObject({
      exitCode: 1,
      json: { letGo: { count: 2, stayed: [{ portraitId: id, name: 'Sitter 1' }] } },
    })
    expect(gone.text).toContain('Sitter 1')
    expect(gone.text).toContain('castkeeper originals --put-back')
    expect((await run()).json).toMatchObject({ originals: { count: 1 } })
    expect(await run('--put-back')).toMatchObject({ exitCode: 0, json: { putBack: { count: 1 } } })
  })

  test('removes all of them where every portrait is whole', async () => {
    const { run } = await makeCommand()
    expect(await run('--let-go', '--yes')).toMatchObject({
      exitCode: 0,
      json: { letGo: { count: 3, stayed: [] } },
    })
    expect((await run()).text).toBe('No originals are kept.')
  })

  test.each([['--let-go'], ['--put-back', '--yes'], ['--put-back', '--let-go', '--yes'], ['all']])(
    'changes nothing when it is misused: %s',
    async (...words) => {
      const { run } = await makeCommand()
      expect((await appErrorOf(run(...words))).code).toBe('command-misused')
      expect((await run()).json).toMatchObject({ originals: { count: 3 } })
    },
  )
})
