// Loaded before the app with `electron -r`: scrolls the wall for a while, and again while the library is backed up
// into a folder, over and over. Prints `FRAMES` and, as JSON, how long a frame took and how long main stood still
// each time, and quits. Its environment: BENCH_SECONDS, BENCH_TARGET (an empty folder).
const { readdirSync, rmSync } = require('node:fs')
const { join } = require('node:path')
const { monitorEventLoopDelay } = require('node:perf_hooks')
const { app, dialog } = require('electron')

const seconds = Number(process.env.BENCH_SECONDS)
const target = String(process.env.BENCH_TARGET)

const wallIsThere = `new Promise((resolve) => {
  const look = () => document.querySelector('[data-wall] img') ? resolve() : setTimeout(look, 50)
  look()
})`

/** A little further with every frame, for so many seconds; answers the mean time of a frame. */
const scroll = `(async () => {
  let room = document.querySelector('[data-wall]')
  while (room.scrollHeight <= room.clientHeight + 1) room = room.parentElement
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  room.scrollTop = 0
  const start = await frame()
  let [frames, now] = [0, start]
  while (now - start < ${seconds} * 1000) {
    room.scrollTop += 12
    now = await frame()
    frames += 1
  }
  return (now - start) / frames
})()`

const backUp = `window.castkeeper.request('backup:create')`

/** @param {Electron.WebContents} contents */
async function scrollOnce(contents) {
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  const frameMs = await contents.executeJavaScript(scroll)
  delays.disable()
  return { frameMs, stallMs: delays.max / 1e6 }
}

/** @param {Electron.WebContents} contents */
async function measure(contents) {
  await contents.executeJavaScript(wallIsThere)
  // What comes into sight for the first time is drawn first; that is measured elsewhere.
  await scrollOnce(contents)
  const idle = await scrollOnce(contents)
  let isOver = false
  let backups = 0
  const backingUp = (async () => {
    while (!isOver) {
      const reply = await contents.executeJavaScript(backUp)
      if (!reply.ok) throw new Error(`the backup failed: ${JSON.stringify(reply.error)}`)
      backups += 1
      for (const name of readdirSync(target)) rmSync(join(target, name))
    }
  })()
  const busy = await scrollOnce(contents)
  isOver = true
  await backingUp
  process.stdout.write(`FRAMES ${JSON.stringify({ idle, busy, backups })}\n`)
}

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    if (contents.getURL().includes('image-sandbox')) return
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [target] })
    measure(contents).then(
      () => app.quit(),
      (error) => {
        console.error(error)
        app.exit(1)
      },
    )
  })
})
