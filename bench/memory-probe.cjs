// Loaded before the app with `electron -r`: scrolls through the wall again and again, prints `MEMORY` and, as
// JSON, the mebibytes of all processes before and after each round, and quits. Without a debugger attached:
// that one would keep every picture that was ever sent. Its environment: BENCH_ROUNDS.
const { readFileSync } = require('node:fs')
const { app } = require('electron')

const rounds = Number(process.env.BENCH_ROUNDS)

const wallIsThere = `new Promise((resolve) => {
  const look = () => document.querySelector('[data-wall] img') ? resolve() : setTimeout(look, 50)
  look()
})`

/** From the first card to the last, a windowful at a time, and back to the top. */
const scrollThrough = `(async () => {
  let room = document.querySelector('[data-wall]')
  while (room.scrollHeight <= room.clientHeight + 1) room = room.parentElement
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  while (room.scrollTop + room.clientHeight < room.scrollHeight - 1) {
    room.scrollTop += room.clientHeight
    await frame()
    await frame()
  }
  room.scrollTop = 0
  await frame()
})()`

/** Garbage is collected, and what it held is given back a moment later. */
const collect = `(async () => {
  for (let turn = 0; turn < 4; turn += 1) {
    gc()
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
})()`

/** @param {Electron.WebContents} contents */
async function measure(contents) {
  globalThis.gc?.()
  await contents.executeJavaScript(collect)
  const parts = app.getAppMetrics().map(({ pid, memory }) => ownKiB(pid) ?? memory.workingSetSize)
  return parts.reduce((sum, one) => sum + one, 0) / 1024
}

/**
 * A process's memory with what it shares counted in parts (Linux), or undefined where it cannot be known.
 * @param {number} pid
 */
function ownKiB(pid) {
  if (process.platform !== 'linux') return undefined
  const found = /^Pss:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1]
  return found === undefined ? undefined : Number(found)
}

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    if (contents.getURL().includes('image-sandbox')) return
    await contents.executeJavaScript(wallIsThere)
    const figures = [await measure(contents)]
    for (let round = 0; round < rounds; round += 1) {
      await contents.executeJavaScript(scrollThrough)
      figures.push(await measure(contents))
    }
    process.stdout.write(`MEMORY ${JSON.stringify(figures)}\n`)
    app.quit()
  })
})
