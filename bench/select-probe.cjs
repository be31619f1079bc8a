// Loaded before the app with `electron -r`: selects everyone on the wall several times, and moves them to the trash.
// Prints `SELECTED` and, as JSON, how long each selecting took and how long main stood still during the removal, and
// quits. Its environment: BENCH_CHARACTERS, how many there are.
const { monitorEventLoopDelay } = require('node:perf_hooks')
const { app } = require('electron')

const characters = Number(process.env.BENCH_CHARACTERS)
const rounds = 12
/** The first times the functions are still being compiled. */
const warmUps = 2

/** Ctrl+A, until as many are said to be selected; then Escape. Answers the times in milliseconds. */
const selectAll = `(async () => {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const until = async (isSo) => { while (!isSo()) await frame() }
  const bar = () => document.querySelector('[role="toolbar"] [role="status"]')
  const press = (key, ctrlKey) => (document.activeElement ?? document.body).dispatchEvent(
    new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true }))
  await until(() => document.querySelector('[data-wall] img') !== null)
  document.querySelector('[data-wall] button').focus()
  const times = []
  for (let round = 0; round < ${rounds}; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 150))
    const start = performance.now()
    press('a', true)
    await until(() => bar()?.textContent.replace(/\\D/g, '') === '${characters}')
    await frame()
    times.push(performance.now() - start)
    press('Escape', false)
    await until(() => bar() === null)
  }
  return times.slice(${warmUps})
})()`

const trashAll = `(async () => {
  const [campaign] = (await window.castkeeper.request('campaigns:list')).value
  const ids = (await window.castkeeper.request('characters:ids', { campaignId: campaign.id })).value
  const reply = await window.castkeeper.request('characters:change-many', { change: 'trash', ids })
  return reply.ok ? reply.value.ids.length : 0
})()`

/** @param {Electron.WebContents} contents */
async function measure(contents) {
  const selectMs = await contents.executeJavaScript(selectAll)
  const delays = monitorEventLoopDelay({ resolution: 5 })
  delays.enable()
  const trashed = await contents.executeJavaScript(trashAll)
  delays.disable()
  if (trashed !== characters) throw new Error(`${trashed} went to the trash`)
  process.stdout.write(`SELECTED ${JSON.stringify({ selectMs, stallMs: delays.max / 1e6 })}\n`)
}

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', () => {
    if (contents.getURL().includes('image-sandbox')) return
    measure(contents).then(
      () => app.quit(),
      (error) => {
        console.error(error)
        app.exit(1)
      },
    )
  })
})
