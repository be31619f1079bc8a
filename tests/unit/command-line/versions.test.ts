import { expect, test } from 'vitest'
import { versions } from '../../../src/main/command-line/versions'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { addCast, openLibrary } from '../../support/library'

function openEdited() {
  const opened = openLibrary()
  const library = {
    ...opened,
    readSubject: ({ id }: { readonly id: number }) => opened.characters.read(id),
  }
  const { character } = addCast(library)
  for (const notes of ['First', 'Second']) {
    library.characters.edit(character.id, { notes })
    for (let second = 0; second < 60; second += 1) library.clock()
  }
  const context = { library, translate: createTranslator('en').t } as never
  const run = async (...words: string[]) =>
    versions.run(['character', String(character.id), ...words], context)
  return { library, run, id: character.id }
}

test('the earlier versions of a text are listed, printed and brought back', async () => {
  const { run, library, id } = openEdited()
  const listed = await run('notes')
  expect(listed.json).toEqual({
    versions: [{ id: 1, replacedAt: expect.stringMatching(/^2026-11-22T20:/), length: 5 }],
  })
  expect((await run('notes', '--show', '1')).text).toBe('First')
  const restored = await run('notes', '--restore', '1')
  expect(restored.json).toEqual({ restored: { id: 1 } })
  expect(library.characters.read(id).notes).toBe('First')
  // What it replaced is a version itself.
  expect((await run('notes')).json).toMatchObject({ versions: [{ length: 6 }, { length: 5 }] })
})

test.each([
  [['name'], 'command-misused'],
  [[], 'command-misused'],
  [['notes', '--show', 'x'], 'command-misused'],
  [['notes', '--show', '1', '--restore', '1'], 'command-misused'],
  [['notes', '--restore', '7'], 'not-found'],
  [['description', '--show', '1'], 'not-found'],
])('%j is refused', async (words, code) => {
  const { run, library, id } = openEdited()
  expect((await appErrorOf(run(...words))).code).toBe(code)
  expect(library.characters.read(id).notes).toBe('Second')
})
