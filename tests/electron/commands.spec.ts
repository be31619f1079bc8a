import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isBare } from '../../src/main/export/prove-bare'
import { inspectPicture } from '../../src/main/portraits/inspect'
import { caseFile } from '../support/cases'
import { expect, test } from '../support/electron-test'
import { replies } from '../support/image-replies'
import { startImageServer } from '../support/image-server'
import { launchCastkeeper, makeUserDataDir, runCommand } from '../support/launch-app'
import { fixture } from '../support/pictures'
import { picturePng } from '../support/pictures/png-by-name'

const generations = '/v1/images/generations'

/** A data folder with one campaign and one character, and a way to run commands on it. */
async function makeLibrary() {
  const userDataDir = join(await makeUserDataDir(), 'data of É')
  mkdirSync(userDataDir)
  const run = async (words: readonly string[], env: Record<string, string> = {}) => {
    const { code, stdout } = await runCommand([...words], { userDataDir, env })
    return { code, answer: stdout.trim() === '' ? null : JSON.parse(stdout) }
  }
  await run(['create', 'campaign', '--name', 'La Quête', '--json'])
  await run([
    'create',
    'character',
    '--campaign',
    '1',
    '--name',
    'Éowyn 🔥 田中',
    '--level',
    '3',
    '--json',
  ])
  return { userDataDir, run }
}

test('a command that changes something first clears away what a killed process has left', async () => {
  const { userDataDir, run } = await makeLibrary()
  const folder = join(userDataDir, 'static/portraits/characters')
  mkdirSync(folder, { recursive: true })
  // Above every number that a process can have.
  const leftOver = join(folder, '.castkeeper-4194305-0123456789abcdef.partial')
  const oneOfTheirs = join(folder, 'notes.partial')
  for (const path of [leftOver, oneOfTheirs]) writeFileSync(path, 'half of a fa')
  expect((await run(['list', '--json'])).code).toBe(0)
  expect(existsSync(leftOver)).toBe(true)
  expect((await run(['create', 'campaign', '--name', 'Next', '--json'])).code).toBe(0)
  expect(existsSync(leftOver)).toBe(false)
  expect(existsSync(oneOfTheirs)).toBe(true)
})

test('commands make a library, list it, and give faces to it', async () => {
  const { userDataDir, run } = await makeLibrary()
  const picture = join(userDataDir, 'my picture.png')
  writeFileSync(picture, picturePng('mine'))
  expect((await run(['portrait', 'campaign', '1', '--json'])).answer.portrait).toMatchObject({
    path: 'static/portraits/gm/gm_1.png',
    provider: 'avatar',
    format: 'png',
  })
  const { code, answer } = await run(['portrait', 'character', '1', '--file', picture, '--json'])
  const stored = readFileSync(join(userDataDir, answer.portrait.path))
  expect(code).toBe(0)
  expect(stored.equals(picturePng('mine'))).toBe(true)
  expect(Object.keys(answer.portrait).sort()).toEqual([
    'bytes',
    'format',
    'heightPx',
    'id',
    'model',
    'path',
    'provider',
    'sha256',
    'widthPx',
  ])
  expect(answer.portrait).toMatchObject({
    sha256: createHash('sha256').update(stored).digest('hex'),
    bytes: stored.length,
  })
  expect((await run(['list', '--json'])).answer).toEqual({
    campaigns: [{ id: 1, name: 'La Quête', portrait: 'static/portraits/gm/gm_1.png' }],
    characters: [
      {
        id: 1,
        campaignId: 1,
        name: 'Éowyn 🔥 田中',
        status: null,
        tags: [],
        portrait: 'static/portraits/characters/character_1.png',
      },
    ],
  })
})

test('a command saves the sheet of a character as a PDF', async () => {
  const { userDataDir, run } = await makeLibrary()
  const path = join(userDataDir, 'sheet.pdf')
  const { code, answer } = await run(['print', '--character', '1', '--to', path, '--json'])
  const saved = readFileSync(path)
  expect([code, answer]).toEqual([0, { print: { path, bytes: saved.length } }])
  expect(saved.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await run(['print', '--character', '9', '--to', path, '--json'])).code).toBe(2)
})

test('a command tells all that the window would tell of a picture', async () => {
  const { userDataDir, run } = await makeLibrary()
  const picture = join(userDataDir, 'holiday.jpg')
  writeFileSync(picture, fixture('personal.jpg'))
  const words = ['portrait', 'character', '1', '--file', picture]
  const { code, answer } = await run([...words, '--json'])
  expect([code, answer.notices]).toEqual([0, ['place-removed', 'author-removed']])
  const { stdout } = await runCommand(words, { userDataDir })
  expect(stdout).toContain('static/portraits/characters/character_1-2.jpg')
  expect(stdout).toContain('The location stored in the picture was removed from it.')
  expect(stdout).toContain('The name of an author or owner')
})

for (const name of ['jpeg-junk-cut.jpg', 'jpeg-junk-leak.jpg']) {
  test(`${name} is exported as a picture that opens and holds nothing else`, async () => {
    const { userDataDir, run } = await makeLibrary()
    const picture = join(userDataDir, name)
    writeFileSync(picture, caseFile(name))
    expect((await run(['portrait', 'character', '1', '--file', picture, '--json'])).code).toBe(0)
    const order = ['export', '--campaign', '1', '--to', userDataDir, '--json']
    const { code, answer } = await run(order)
    expect(code).toBe(0)
    expect(answer.export).toMatchObject({ portraits: 1, withoutPortrait: [], encodedAnew: [] })
    const [exported = ''] = readdirSync(answer.export.path).filter((one) => one.endsWith('.jpg'))
    const bytes = readFileSync(join(answer.export.path, exported))
    expect(await isBare(bytes, ['PROMPT: my party'])).toBe(true)
    expect(inspectPicture(bytes)).toMatchObject({ widthPx: 160, heightPx: 210 })
  })
}

test('a service on the command line gets the key of the environment, and the portrait its place', async () => {
  const { run } = await makeLibrary()
  const server = await startImageServer()
  const words = [
    'portrait',
    'character',
    '1',
    '--model',
    'any-model',
    '--base-url',
    server.baseUrl,
    '--json',
  ]
  const first = await run([...words, '--provider', 'openai'], {
    CASTKEEPER_API_KEY: ' sk-of-the-test\n',
  })
  const second = await run([...words, '--provider', 'compatible', '--wish', 'a scar'])
  expect([first.answer.portrait.path, second.answer.portrait.path]).toEqual([
    'static/portraits/characters/character_1.png',
    'static/portraits/characters/character_1-2.png',
  ])
  expect(second.answer.portrait).toMatchObject({ provider: 'compatible', model: 'any-model' })
  const [withKey, withoutKey] = server.hits(generations)
  expect(withKey?.headers.authorization).toBe('Bearer sk-of-the-test')
  expect(withoutKey?.headers.authorization).toBeUndefined()
  expect(JSON.parse(withoutKey?.body ?? '{}').prompt).toContain('a scar')
  await server.stop()
})

test('what fails says so with a code, exits with 1, and leaves the current portrait', async () => {
  const { userDataDir, run } = await makeLibrary()
  const server = await startImageServer()
  server.script(generations, replies.serviceError(401, { code: 'invalid_api_key' }))
  const noPicture = join(userDataDir, 'page.png')
  writeFileSync(noPicture, '<!doctype html><title>Sign in</title>')
  await run(['portrait', 'character', '1', '--json'])
  const service = ['--provider', 'openai', '--base-url', server.baseUrl]
  const failures = [
    await run(['portrait', 'character', '1', '--file', noPicture, '--json']),
    await run(['portrait', 'character', '1', ...service, '--json'], {
      CASTKEEPER_API_KEY: 'sk-wrong-key',
    }),
    await run(['portrait', 'character', '1', ...service, '--json']),
    await run(['portrait', 'character', '99', '--json']),
    await run(['portrait', 'character', '../1', '--json']),
    await run(['portrait', 'character', '1', '--provider', 'nobody', '--json']),
  ]
  expect(failures.map(({ code, answer }) => [code, answer.error.code])).toEqual([
    [1, 'picture-not-supported'],
    [1, 'key-refused'],
    [1, 'key-missing'],
    [1, 'not-found'],
    [1, 'command-misused'],
    [1, 'command-misused'],
  ])
  for (const { answer } of failures) expect(answer.error.message).not.toContain('sk-wrong-key')
  const { characters } = (await run(['list', '--json'])).answer
  expect(characters[0].portrait).toBe('static/portraits/characters/character_1.png')
  await server.stop()
})

test('a command that does not exist exits with 2, and --version and --help need no library', async () => {
  const userDataDir = await makeUserDataDir()
  const unknown = await runCommand(['paint'], { userDataDir })
  expect(unknown).toMatchObject({ code: 2, stdout: '' })
  expect(unknown.stderr).toContain('paint')
  expect((await runCommand(['--version'], { userDataDir })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  expect((await runCommand(['--help'], { userDataDir })).stdout).toContain('castkeeper portrait')
})

test('a command that cannot even begin says so and ends, rather than wait without a window', async () => {
  // There is no folder that Chromium could write in, wherever one is looked for.
  const env = { XDG_CONFIG_HOME: '/dev/null/config', TMPDIR: '/dev/null/temporary' }
  const ended = await runCommand(['list', '--json'], { userDataDir: '/dev/null/data', env })
  expect(ended).toMatchObject({ code: 1, stdout: '' })
  expect(ended.stderr).toContain('Something went wrong')
})

test('a command without a display says what is missing and ends, rather than crash', async () => {
  const env = { DISPLAY: '', WAYLAND_DISPLAY: '' }
  const { code, stdout, stderr } = await runCommand(['list', '--json'], { env })
  expect([code, stdout]).toEqual([1, ''])
  expect(stderr).toContain('There is no display')
  expect((await runCommand(['--version'], { env })).code).toBe(0)
})

test('an open window shows what a command has done beside it', async () => {
  const { userDataDir, run } = await makeLibrary()
  const { window, close } = await launchCastkeeper({ userDataDir })
  await expect(window.getByRole('heading', { name: 'La Quête' })).toBeVisible()
  await run(['create', 'character', '--campaign', '1', '--name', 'Thorgar', '--json'])
  await expect(window.getByText('Thorgar').first()).toBeVisible()
  await close()
})
