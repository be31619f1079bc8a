import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { held, replies } from '../../support/image-replies'
import { generationsPath, type ImageServer, startImageServer } from '../../support/image-server'
import { scenePng } from '../../support/pictures'
import { openStudio, type Studio } from '../../support/studio'

let server: ImageServer
let studio: Studio

beforeEach(async () => {
  server = await startImageServer()
  studio = await openStudio({ connection: { baseUrl: server.baseUrl } })
})
afterEach(() => server.stop())

const sent = () => server.hits(generationsPath).length

describe('what is paid for', () => {
  it('fault 49: is on the disk before anything is written about it, so that a full database loses nothing', async () => {
    const answer = held(replies.pictures([scenePng()], { revisedPrompt: 'knight '.repeat(4_000) }))
    server.script(generationsPath, answer.reply)
    const { id } = await studio.generation.start(studio.order())
    await server.waitForHits(generationsPath, 1)
    // Pages that a migration has left free would still take what comes.
    studio.database.exec('VACUUM')
    studio.database.pragma(
      `max_page_count = ${studio.database.pragma('page_count', { simple: true })}`,
    )
    answer.release()
    const job = await studio.reaches(id, 'failed')
    expect(job).toMatchObject({ error: { code: 'disk-full' }, mayHaveBeenBilled: true })
    expect(studio.inbox()).toContain(`job-${id}-1.bin`)
    studio.database.pragma('max_page_count = 1000000')
    await studio.generation.retry(id)
    await studio.reaches(id, 'done')
    expect(sent()).toBe(1)
  })

  it('fault 17: is ordered once, however often Retry is pressed', async () => {
    server.script(generationsPath, replies.serviceError(401), replies.asAsked())
    const { id } = await studio.generation.start(studio.order())
    await studio.reaches(id, 'failed')
    const retry = () => studio.generation.retry(id)
    const ends = await Promise.allSettled([retry(), retry(), retry()])
    // Each looks into the inbox first, so that any of them can be the quickest.
    const others = ends.filter(({ status }) => status === 'rejected')
    expect(others).toHaveLength(2)
    for (const other of others) expect(other).toMatchObject({ reason: { code: 'job-running' } })
    await studio.reaches(id, 'done')
    expect(sent()).toBe(2)
    expect(studio.portraits.history(studio.character)).toHaveLength(2)
  })
})
