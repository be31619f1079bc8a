import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { received } from '../../../src/main/command-line/received'
import { createTranslator } from '../../../src/shared/translate'
import { appErrorOf } from '../../support/errors'
import { replies } from '../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { scenePng } from '../../support/pictures'
import { openStudio, type Studio } from '../../support/studio'

let server: ImageServer
let studio: Studio

beforeEach(async () => {
  server = await startImageServer()
  studio = await openStudio({ connection: { baseUrl: server.baseUrl } })
})
afterEach(async () => {
  studio.generation.stop()
  studio.database.close()
  await server.stop()
})

async function run(...words: string[]) {
  const { t } = createTranslator('en')
  const workingFolder = studio.dataFolder
  const context = { library: studio, translate: t, language: 'en', workingFolder }
  return (await received.run(words, context as never)).json
}

/** An order that is answered with this, and fails. */
async function failing(reply: Parameters<ImageServer['script']>[1]) {
  server.script(generationsPath, reply)
  const { id } = await studio.generation.start(studio.order())
  await studio.reaches(id, 'failed')
  return id
}

describe('the command for what came and is not in the library', () => {
  test('lists it, saves it byte for byte, and never writes over a file', async () => {
    const body = Buffer.from('{"data":[]}')
    const id = await failing(replies.bytes(body, 'application/json'))
    expect(await run()).toMatchObject({ received: [{ order: id, kept: 1 }] })
    await run(String(id), '--save', 'saved')
    const folder = join(studio.dataFolder, 'saved')
    expect(readdirSync(folder)).toEqual([`castkeeper_order-${id}_1.json`])
    expect(readFileSync(join(folder, `castkeeper_order-${id}_1.json`)).equals(body)).toBe(true)
    expect((await appErrorOf(run(String(id), '--save', 'saved'))).code).toBe('write-failed')
  })

  test('lets go of it, and has nothing to save then', async () => {
    const id = await failing(replies.json({ data: [] }))
    expect(await run(String(id), '--let-go')).toMatchObject({ received: { order: id, kept: 0 } })
    expect(await run()).toEqual({ received: [] })
    expect((await appErrorOf(run(String(id), '--save', 'x'))).code).toBe('not-found')
    expect((await appErrorOf(run(String(id), '--fetch'))).code).toBe('not-found')
  })

  test('fetches what is still to be had, and never orders anything', async () => {
    server.script('/pictures/x.png', replies.html(404))
    const id = await failing(replies.links([`${server.origin}/pictures/x.png`]))
    expect((await appErrorOf(run(String(id), '--fetch'))).code).toBe('link-expired')
    server.script('/pictures/x.png', replies.bytes(scenePng()))
    expect(await run(String(id), '--fetch')).toMatchObject({
      received: { order: id, state: 'done', kept: 0 },
    })
    expect(server.hits(generationsPath)).toHaveLength(1)
  })

  test('is refused when it is not said what is to be done, or twice', async () => {
    const words = [['--let-go'], ['x', '--fetch'], ['1'], ['1', '--fetch', '--let-go']]
    for (const one of words) {
      expect((await appErrorOf(run(...one))).code).toBe('command-misused')
    }
  })
})
