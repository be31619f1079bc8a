// Loaded before an app with `electron -r`: runs a script in the app's page once it is there, prints what it
// resolves with as one line of JSON, and quits the app. Its environment: BENCH_SCRIPT, an expression.
const { app } = require('electron')

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    if (contents.getURL().includes('image-sandbox')) return
    try {
      const result = await contents.executeJavaScript(process.env.BENCH_SCRIPT ?? 'null')
      process.stdout.write(`${JSON.stringify(result)}\n`)
    } catch (error) {
      console.error(error)
    }
    app.quit()
  })
})
