import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { readTextInput } from '../../../src/main/command-line/text-input'
import { words } from '../../../src/main/command-line/words'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { addCast, openLibrary } from '../../support/library'

function openWords(files: Readonly<Record<string, string | Uint8Array>> = {}) {
  const library = openLibrary()
  addCast(library)
  const workingFolder = mkdtempSync(join(tmpdir(), 'castkeeper-test-'))
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(workingFolder, name), bytes)
  const context = { library, translate: createTranslator('en').t, workingFolder } as never
  const run = async (...args: string[]) => words.run(['--campaign', '1', ...args], context)
  return { library, run }
}

test('a list is set from a file, shown, mixed with ours and emptied', async () => {
  const { run } = openWords({ 'names.txt': 'Mira\r\n\r\nTomas\r\nmira\r\n' })
  const set = await run('--kind', 'names', '--set', 'names.txt', '--mix', 'mine')
  const names = { entries: ['Mira', 'Tomas'], mix: 'mine' }
  expect(set.json).toEqual({
    words: { names },
    ignored: [
      { line: 2, reason: 'empty' },
      { line: 4, reason: 'duplicate' },
    ],
  })
  expect(set.text).toContain('Line 4 was left out: duplicate.')
  const none = { entries: [], mix: 'both' }
  expect((await run()).json).toEqual({ words: { names, does: none, is: none, wants: none } })
  expect((await run('--kind', 'names')).text).toMatch(/Mira\nTomas$/)
  expect((await run('--kind', 'names', '--mix', 'both')).json).toMatchObject({
    words: { names: { entries: ['Mira', 'Tomas'], mix: 'both' } },
  })
  expect((await run('--kind', 'names', '--clear')).json).toEqual({ words: { names: none } })
})

const lines = Array.from({ length: 100_000 }, (_, at) => `Name ${at}`).join('\n')
test.each([
  ['empty', '', 'word-list-unusable'],
  ['blank', ' \n\n', 'word-list-unusable'],
  ['of a hundred thousand lines', lines, 'word-list-too-long'],
  ['of sixteen million bytes', 'x'.repeat(17_000_000), 'word-list-too-long'],
  ['binary', new Uint8Array([0xff, 0xfe, 0x80, 0, 1]), 'word-list-unusable'],
  ['of control characters', new Uint8Array([1, 2, 3, 10, 7]), 'word-list-unusable'],
  ['of names of 300 letters', `${'x'.repeat(300)}\n${'y'.repeat(300)}`, 'word-list-unusable'],
])('a file that is %s is refused, and the list stays', async (_what, bytes, code) => {
  const { run, library } = openWords({ 'list.txt': bytes })
  library.wordLists.change({ campaignId: 1, lists: { is: { text: 'late', isOnly: false } } })
  expect(await appErrorOf(run('--kind', 'is', '--set', 'list.txt'))).toMatchObject({ code })
  expect(library.wordLists.read(1).is.entries).toEqual(['late'])
})

test.each([
  [['--set', 'list.txt'], 'command-misused'],
  [['--kind', 'is', '--set', 'list.txt', '--clear'], 'command-misused'],
  [['--kind', 'others'], 'command-misused'],
  [['--kind', 'is', '--mix', 'some'], 'command-misused'],
  [['late'], 'command-misused'],
  [['--kind', 'is', '--set', 'gone.txt'], 'file-unreadable'],
  [['--campaign', '7'], 'not-found'],
  [['--campaign', 'x'], 'invalid-input'],
])('%j is refused', async (args, code) => {
  const { run } = openWords({ 'list.txt': 'late' })
  expect((await appErrorOf(run(...args))).code).toBe(code)
})

test('a list may come from the standard input', async () => {
  const input = Readable.from([Buffer.from('Mir'), Buffer.from('a\r\nTomas')])
  const options = {
    path: '-',
    workingFolder: '/',
    maximumLength: 10,
    tooLong: 'word-list-too-long',
  } as const
  expect(await readTextInput({ ...options, input })).toBe('Mira\nTomas')
  const long = Readable.from([Buffer.alloc(41)])
  expect(await appErrorOf(readTextInput({ ...options, input: long }))).toMatchObject({
    code: 'word-list-too-long',
  })
})
