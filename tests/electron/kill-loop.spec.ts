import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { readdirSync, readFileSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { inspectPicture } from '../../src/main/portraits/inspect'
import type { Portrait } from '../../src/shared/portrait'
import { checkLibrary } from '../support/check-library'
import { expect, test } from '../support/electron-test'
import { generationsPath, type ImageServer, startImageServer } from '../support/image-server'
import { makeUserDataDir, runCommand, startCommand } from '../support/launch-app'
import { addCast, openLibrary, portraitFolder, storePortrait } from '../support/library'
import { rounds } from '../support/long'
import { heavyPng } from '../support/pictures'

const kills = rounds(12, 100)
const character = { kind: 'character', id: 1 } as const

let server: ImageServer
test.beforeAll(async () => {
  server = await startImageServer()
})
test.afterAll(() => server.stop())

/** The ways to a portrait, as command lines. */
function waysToAPortrait(picture: string): readonly (readonly string[])[] {
  const command = ['portrait', 'character', '1', '--json']
  const service = ['--provider', 'compatible', '--base-url', server.baseUrl, '--model', 'any']
  return [
    [...command, '--file', picture],
    [...command, '--provider', 'avatar', '--wish', 'Mira'],
    [...command, ...service],
  ]
}

interface Seen {
  readonly current: Portrait | null
  readonly history: readonly Portrait[]
}

/** Opens the library as the next start does, and holds it to what a killed app must leave. */
function inspect(dataFolder: string): Seen {
  const library = openLibrary({ dataFolder })
  expect(checkLibrary(library.database, dataFolder)).toEqual([])
  const seen = {
    current: library.portraits.current(character),
    history: library.portraits.history(character),
  }
  library.database.close()
  const folder = portraitFolder(dataFolder, 'characters')
  for (const name of readdirSync(folder)) {
    if (name.startsWith('.castkeeper-')) continue
    expect(name).toMatch(/^character_1(-\d+)?\.(png|jpg|webp)$/)
    // Throws when the end of it is missing.
    inspectPicture(readFileSync(join(folder, name)))
  }
  return seen
}

/** The first change in a folder: for a portrait, its temporary file. */
function firstChangeIn(folder: string) {
  const watcher = watch(folder)
  return { changed: once(watcher, 'change'), stop: () => watcher.close() }
}

/**
 * Runs the command and kills it at a random moment of its work; true when it was not quicker. An order works from the
 * moment it was sent, the others from their first file: what comes before is Electron starting.
 */
async function killAtRandom(args: readonly string[], dataFolder: string): Promise<boolean> {
  const isOrder = args.includes('compatible')
  const asked = server.hits(generationsPath).length
  const { changed, stop } = firstChangeIn(portraitFolder(dataFolder, 'characters'))
  const child = startCommand(args, { userDataDir: dataFolder })
  const ended = once(child, 'exit')
  const begun = isOrder ? server.waitForHits(generationsPath, asked + 1) : changed
  await Promise.race([begun, ended])
  const timer = setTimeout(() => child.kill('SIGKILL'), randomInt(0, isOrder ? 250 : 40))
  const [, signal] = await ended
  clearTimeout(timer)
  stop()
  return signal === 'SIGKILL'
}

test(`fault 48: ${kills} times kill -9 at a random moment of making a portrait, and every face is there`, async () => {
  test.setTimeout(10 * 60_000)
  const dataFolder = await makeUserDataDir()
  const picture = join(await makeUserDataDir(), 'picture.png')
  writeFileSync(picture, heavyPng())
  const library = openLibrary({ dataFolder })
  addCast(library)
  await storePortrait(library, character)
  library.database.close()
  server.script(generationsPath)

  const ways = waysToAPortrait(picture)
  let before = inspect(dataFolder)
  let killed = 0
  // A command that was quicker than its killer has simply done its work, and is followed by another.
  for (let round = 0; killed < kills; round += 1) {
    const way = ways[round % ways.length] ?? []
    if (await killAtRandom(way, dataFolder)) killed += 1
    const after = inspect(dataFolder)
    // What was there stays; what is shown is what was shown, or what has just been added.
    const known = before.history.map(({ id }) => id)
    const added = after.history.filter(({ id }) => !known.includes(id)).map(({ id }) => id)
    expect(after.history.map(({ id }) => id)).toEqual(expect.arrayContaining(known))
    expect([before.current?.id, ...added]).toContain(after.current?.id)
    before = after
  }
  for (const way of ways) {
    const { code, stdout, stderr } = await runCommand(way, { userDataDir: dataFolder })
    expect(code, stderr).toBe(0)
    const { portrait } = JSON.parse(stdout)
    expect(inspect(dataFolder).current).toMatchObject({ id: portrait.id, sha256: portrait.sha256 })
  }
})
