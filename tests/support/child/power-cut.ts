// node power-cut.ts <flow> <most cuts> cut|kill
// Does one kind of work on a disk of its own and stops it at random moments and at its end. Each time it looks
// at what a disk without power would hold, as the next start would find it. With `kill`, for systems where no
// disk can be mounted, the work is killed once in an ordinary folder instead. Says as JSON what it found.
import { spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { flows } from '../power-cuts/flows'
import { mountImageDisk } from '../power-cuts/image-disk'
import { commandFor } from './run'

const [name = '', mostCuts = '10', how = 'cut'] = process.argv.slice(2)
const flow = flows[name]
if (flow === undefined) throw new Error(`no flow is called ${name}`)
const disk = how === 'cut' ? mountImageDisk() : null
const { script, args, inspect } = await flow(
  disk?.folder ?? mkdtempSync(join(tmpdir(), 'castkeeper-disk-')),
)
disk?.flush()

const [command = '', ...rest] = commandFor(script, args)
const child = spawn(command, rest, { stdio: ['ignore', 'pipe', 'inherit'] })
let said = ''
child.stdout.setEncoding('utf8').on('data', (text: string) => {
  said += text
})
const ended = once(child, 'close')
const hasEnded = (): boolean => child.exitCode !== null || child.signalCode !== null
const complaints: string[] = []
let cuts = 0

async function cut(): Promise<void> {
  await disk?.settle()
  const lines = said.split('\n').slice(0, -1)
  const look = () => inspect(lines)
  cuts += 1
  const found = await (disk?.asAfterPowerLoss(look) ?? look()).catch((error: unknown) => [
    `the next start fails: ${error}`,
  ])
  complaints.push(...found.map((one) => `after "${lines.at(-1) ?? 'nothing'}": ${one}`))
}

while (!said.includes('ready\n') && !hasEnded()) await delay(1)
if (disk === null) {
  await delay(randomInt(1, 60))
  child.kill('SIGKILL')
}
while (disk !== null && !hasEnded() && cuts < Number(mostCuts)) {
  await delay(randomInt(1, 15))
  if (hasEnded()) break
  child.kill('SIGSTOP')
  await delay(2)
  await cut()
  child.kill('SIGCONT')
}
const [code] = await ended
await cut()
writeSync(1, JSON.stringify({ code, cuts, complaints }))
