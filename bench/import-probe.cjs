// Loaded before the app with `electron -r`: imports an old library through the app's own screens, prints `IMPORT`
// and, as JSON, the milliseconds from "Import now" until the report is there, and the mebibytes main held before
// that button and at its highest since it was started, and quits. Its environment: BENCH_OLD, the old library's
// folder, and BENCH_CANCEL_AFTER, milliseconds after which the import is cancelled; the time is counted from then.
const { app, dialog } = require('electron')

const { BENCH_OLD = '', BENCH_CANCEL_AFTER } = process.env

/** For the page: waits up to a minute for a button with this name, and presses it. Answers when that was. */
const press = `(name) => new Promise((resolve, reject) => {
  const end = performance.now() + 60_000
  const look = () => {
    if (performance.now() > end) return reject(new Error('there is no button ' + name))
    const buttons = [...document.querySelectorAll('button')]
    const found = buttons.find((one) => (one.ariaLabel ?? one.textContent.trim()) === name && !one.disabled)
    if (found === undefined) return setTimeout(look, 20)
    const time = performance.now()
    found.click()
    resolve(time)
  }
  look()
})`

const decide = `(async () => {
  const press = ${press}
  for (const name of ['Your data', 'Import', 'Choose a folder…', 'Look inside', 'Choose what to import']) await press(name)
})()`

/** The state it ended in, and the time from the button until the page heard of it. */
const run = `(async () => {
  const press = ${press}
  const ended = new Promise((resolve) => castkeeper.on('import:changed', ({ state }) => {
    if (state !== 'running') resolve({ state, time: performance.now() })
  }))
  let start = await press('Import now')
  const cancelAfter = ${JSON.stringify(BENCH_CANCEL_AFTER ?? null)}
  if (cancelAfter !== null) {
    await new Promise((resolve) => setTimeout(resolve, Number(cancelAfter)))
    start = await press('Cancel the import')
  }
  const { state, time } = await ended
  return { state, ms: time - start }
})()`

// The picker is the system's own; it answers what a game master would choose.
dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [BENCH_OLD] })

app.on('web-contents-created', (_event, contents) => {
  contents.once('did-finish-load', async () => {
    if (contents.getURL().includes('image-sandbox')) return
    try {
      await contents.executeJavaScript(decide)
      const before = process.memoryUsage.rss() / 2 ** 20
      const ended = await contents.executeJavaScript(run)
      const most = process.resourceUsage().maxRSS / 2 ** 10
      process.stdout.write(`IMPORT ${JSON.stringify({ ...ended, before, most })}\n`)
    } finally {
      app.quit()
    }
  })
})
