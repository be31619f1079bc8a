// Loaded before an app with `electron -r`: says `READY` once its window can be used, and quits it.
// Its environment: BENCH_READY_WHEN, an expression that the page makes true.
const { app } = require('electron')

const condition = process.env.BENCH_READY_WHEN ?? 'true'

/** Runs in the page: the condition is looked at in each frame, and then two more are painted. */
const waiting = `new Promise((resolve) => {
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(resolve))
  const look = () => (${condition}) ? painted() : requestAnimationFrame(look)
  look()
})`

app.on('web-contents-created', (_event, contents) => {
  contents.on('dom-ready', async () => {
    if (contents.getURL().includes('darkroom')) return
    await contents.executeJavaScript(waiting)
    process.stdout.write('READY\n')
    app.quit()
  })
})
