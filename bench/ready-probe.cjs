// Loaded before an app with `electron -r`: prints each of its marks once the page has made the mark's condition
// true and painted, and quits the app after the last. Its environment: BENCH_MARKS, [name, condition] pairs as JSON.
const { app } = require('electron')

/** @type {[string, string][]} */
const marks = JSON.parse(process.env.BENCH_MARKS ?? '[["READY", "true"]]')

/**
 * For the page: the condition is looked at in each frame, and then two more are painted.
 * @param {string} condition
 */
const waitFor = (condition) => `new Promise((resolve) => {
  const painted = () => requestAnimationFrame(() => requestAnimationFrame(resolve))
  const look = () => (${condition}) ? painted() : requestAnimationFrame(look)
  look()
})`

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    if (contents.getURL().includes('image-sandbox')) return
    for (const [name, condition] of marks) {
      await contents.executeJavaScript(waitFor(condition))
      process.stdout.write(`${name}\n`)
    }
    app.quit()
  })
})
