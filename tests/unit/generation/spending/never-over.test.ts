import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { keepSpending } from '../../../../src/main/backup/keep-spending'
import { createSpending } from '../../../../src/main/generation/spending/spending'
import { AppError } from '../../../../src/shared/errors'
import { commandFor } from '../../../support/child/run'
import { replies } from '../../../support/image-replies'
import {
  generationsPath,
  type ImageReply,
  type ImageServer,
  startImageServer,
} from '../../../support/image-server'
import { addCast, openLibrary } from '../../../support/library'
import { rounds } from '../../../support/long'
import { scenePng } from '../../../support/pictures'
import { openStudio, type Studio } from '../../../support/studio'

let server: ImageServer

beforeEach(async () => {
  server = await startImageServer()
})
afterEach(() => server.stop())

const characters = 6
const price = 1
const tiny = 0.000_001

/** A closed library with so many characters, and this much to spend in a day. */
function makeLibrary(dayUsd: number): string {
  const library = openLibrary()
  const { campaign } = addCast(library)
  for (let id = 2; id <= characters; id += 1) {
    library.characters.create({ campaignId: campaign.id, name: `Number ${id}` })
  }
  createSpending(library).setLimits({ dayUsd })
  library.database.close()
  return library.dataFolder
}

/** A number generator that can be begun again, so that a failure can be looked at. */
function createDice(seed: number) {
  let state = seed
  return (sides: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

/** A service that keeps its own bill, and notes each request that could have gone beyond the limit. */
function keepBill(limitUsd: number, dice: (sides: number) => number) {
  // What a service adds to what it was asked for is only known once its answer is there.
  const bill = { usd: 0, askedUsd: 0, beyond: 0, hangsNext: false }
  const picture = scenePng()
  const answers: readonly ((n: number) => readonly [billed: number, ImageReply])[] = [
    (n) => [n * price, replies.pictures(Array(n).fill(picture))],
    (n) => [0.3 * n, replies.pictures(Array(n).fill(picture), { usage: { cost: 0.3 * n } })],
    (n) => [n * price, replies.pictures(Array(n).fill(picture), { usage: { cost: -5 } })],
    (n) => [n * price, replies.pictures([picture], { usage: { cost: 'nothing' } })],
    (n) => [(n + 1) * price, replies.pictures(Array(n + 1).fill(picture))],
    () => [0, replies.serviceError(401)],
    () => [0, replies.serviceError(400, { code: 'moderation_blocked' })],
    (n) => [n * price, replies.serviceError(504)],
    () => [0, replies.serviceError(504)],
    (n) => [n * price, ({ response }) => void response.socket?.destroy()],
    (n) => [n * price, replies.json({ data: [] })],
  ]
  server.script(generationsPath, (exchange) => {
    const { n }: { n: number } = JSON.parse(exchange.hit.body)
    if (bill.askedUsd + n * price > limitUsd + tiny) bill.beyond += 1
    if (bill.hangsNext) {
      bill.hangsNext = false
      bill.usd += n * price
      bill.askedUsd += n * price
      return
    }
    const [billed, reply] = answers[dice(answers.length)]?.(n) ?? [0, replies.stall()]
    bill.usd += billed
    bill.askedUsd += Math.min(billed, n * price)
    return reply(exchange)
  })
  return bill
}

/** Two processes' worth of the app on one library: each has its own connection and its own lock. */
async function openBoth(dataFolder: string): Promise<[Studio, Studio]> {
  const plan = { dataFolder, connection: { baseUrl: server.baseUrl, pricePerPictureUsd: price } }
  return [await openStudio(plan), await openStudio(plan)]
}

function closeBoth(studios: readonly Studio[]): void {
  for (const { generation, database } of studios) {
    generation.stop()
    database.close()
  }
}

async function foreseen(work: Promise<unknown>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof AppError)) throw error
  }
}

function putBack(dataFolder: string, copy: Buffer): void {
  mkdirSync(join(dataFolder, 'work', 'back'), { recursive: true })
  writeFileSync(join(dataFolder, 'work', 'back', 'castkeeper.db'), copy)
  keepSpending(dataFolder, 'work/back')
  for (const end of ['-wal', '-shm']) {
    rmSync(join(dataFolder, `castkeeper.db${end}`), { force: true })
  }
  rmSync(join(dataFolder, 'castkeeper.db'))
  const restored = openLibrary({ dataFolder: join(dataFolder, 'work', 'back') })
  writeFileSync(join(dataFolder, 'castkeeper.db'), restored.database.serialize())
  restored.database.close()
}

/** A random sequence of orders, retries, ends in the middle of a request, and old copies that come back. */
async function playSequence(seed: number): Promise<void> {
  const dice = createDice(seed)
  const limitUsd = 2 + dice(6)
  const dataFolder = makeLibrary(limitUsd)
  const bill = keepBill(limitUsd, dice)
  let studios = await openBoth(dataFolder)
  const one = (): Studio => studios[dice(2)] ?? studios[0]
  const order = (studio: Studio) => {
    const subject = { kind: 'character', id: 1 + dice(characters) } as const
    return studio.generation.run(studio.order({ subject, count: 1 + dice(2) }))
  }
  const copy = studios[0].database.serialize()
  for (let step = 4 + dice(4); step > 0; step -= 1) {
    const fate = dice(8)
    if (fate < 4) await foreseen(order(one()))
    else if (fate < 5) await Promise.all(studios.map((studio) => foreseen(order(studio))))
    else if (fate < 6) {
      const studio = one()
      const ended = studio.generation.jobs().find(({ state }) => state !== 'done')
      if (ended === undefined) continue
      const isUnderWay = () => ['waiting', 'sent', 'received'].includes(studio.now(ended.id).state)
      const again = studio.generation.retry(ended.id)
      await foreseen(again.then(() => studio.until(() => !isUnderWay())))
    } else {
      if (fate === 6) {
        const before = server.hits(generationsPath).length
        bill.hangsNext = true
        const running = foreseen(order(one()))
        await Promise.race([running, server.waitForHits(generationsPath, before + 1)])
        bill.hangsNext = false
      }
      closeBoth(studios)
      if (fate === 7) putBack(dataFolder, copy)
      studios = await openBoth(dataFolder)
      await studios[0].generation.recover()
    }
  }
  const { spentUsd, openUsd } = studios[0].spending.month()
  closeBoth(studios)
  expect(bill.beyond, `seed ${seed}: asked for more than the limit`).toBe(0)
  expect(spentUsd + openUsd + tiny, `seed ${seed}: less than the bill`).toBeGreaterThanOrEqual(
    bill.usd,
  )
}

const sequences = rounds(40, 400)

test(`no limit is passed and no bill is forgotten in ${sequences} random sequences`, {
  timeout: 30_000 + sequences * 5_000,
}, async () => {
  for (let round = 0; round < sequences; round += 1) await playSequence(round + 1)
})

test('two processes that order at the same moment stay within one limit together', async () => {
  const dataFolder = makeLibrary(3)
  const order = async (first: number) => {
    const args = [dataFolder, server.baseUrl, String(price), String(first), '2']
    const [command = '', ...words] = commandFor('order-priced.ts', args)
    const child = spawn(command, words, { stdio: ['pipe', 'pipe', 'inherit'] })
    const state = { said: '' }
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      state.said += text
    })
    await once(child.stdout, 'data')
    return { child, state, ended: once(child, 'close') }
  }
  const both = await Promise.all([order(1), order(3)])
  for (const { child } of both) child.stdin.write('go\n')
  await Promise.all(both.map(({ ended }) => ended))
  const ends = both.flatMap(({ state }) => state.said.split('\n')).filter((line) => line !== '')
  expect(ends.filter((line) => line === 'ended done')).toHaveLength(3)
  expect(ends.filter((line) => line === 'ended spending-limit')).toHaveLength(1)
  expect(server.hits(generationsPath)).toHaveLength(3)
}, 60_000)
