// node edit-names.ts <data folder> <how many>
// Gives campaigns 1, 2, 3 … another name through the answer that the window gets, one after the other, and says
// each name once it was acknowledged, and `ready` after the first. At the end it says as JSON what the longest pause of its thread and the
// quickest acknowledgement were, in milliseconds, and how the database waits for the disk.
import { writeSync } from 'node:fs'
import { createManyChanges } from '../../../src/main/campaigns/change-many'
import { createCampaignHandlers } from '../../../src/main/campaigns/ipc'
import { type AnswerContext, answer, type Handlers } from '../../../src/main/core/answer'
import { createTranslator } from '../../../src/shared/translate'
import { openLibrary } from '../library'
import { openTasks } from '../tasks'

const [dataFolder = '', count = '1'] = process.argv.slice(2)
const say = (line: string): void => void writeSync(1, `${line}\n`)

const library = openLibrary({ dataFolder })
const synchronous = () => library.database.pragma('synchronous', { simple: true })
const synchronousDuring: unknown[] = []
const nameWords = { copyOf: (name: string) => name, unnamed: String }
const many = createManyChanges({ ...library, tasks: openTasks() }, nameWords)
const context: AnswerContext = {
  handlers: createCampaignHandlers({
    library: () => ({ ...library, ...many }),
    translate: createTranslator('en').t,
  }) as Handlers,
  commitOffThread: (change) =>
    library.commitOffThread(() => {
      synchronousDuring.push(synchronous())
      return change()
    }),
  sendEvent: () => undefined,
  log: () => undefined,
}

async function edit(id: number): Promise<void> {
  const name = `Edited ${id}`
  const reply = await answer(context, 'campaigns:edit', { id, changes: { name } })
  if (!reply.ok) throw new Error(reply.error.code)
  say(name)
}

// SQLite syncs a log itself when it begins it from the start.
await edit(1)
say('ready')
let longestPauseMs = 0
let lastMs = performance.now()
const timer = setInterval(() => {
  const nowMs = performance.now()
  longestPauseMs = Math.max(longestPauseMs, nowMs - lastMs)
  lastMs = nowMs
}, 5)
let quickestMs = Number.POSITIVE_INFINITY
for (let id = 2; id <= Number(count); id += 1) {
  const startedMs = performance.now()
  await edit(id)
  quickestMs = Math.min(quickestMs, performance.now() - startedMs)
}
clearInterval(timer)
const during = [...new Set(synchronousDuring)]
say(JSON.stringify({ longestPauseMs, quickestMs, during, after: synchronous() }))
