// Loaded before an app with `electron -r`: shows faces in the players' window, prints how long each took from the
// request to the frame that shows it, and quits the app.
const { app } = require('electron')

/** As many as are measured of each. */
const rounds = 12

/** For the players' page: remembers when the frame was painted in which a new scene is first seen. */
const watchScenes = `
  window.paintedAt = 0
  new MutationObserver((changes) => {
    const isNew = changes.some(({ addedNodes }) => addedNodes.length > 0)
    // The first task after that frame.
    if (isNew) requestAnimationFrame(() => setTimeout(() => { paintedAt = Date.now() }))
  }).observe(document.body, { childList: true })`

/** For the game master's page. */
const prepare = `(async () => {
  const ask = async (name, input) => {
    const { ok, value, error } = await castkeeper.request(name, input)
    if (!ok) throw new Error(name + ': ' + error.code)
    return value
  }
  window.ask = ask
  window.whenSeen = async () => {
    for (;;) {
      const { stage, seen } = await ask('players:state')
      const ids = ({ subject }) => subject.id
      if (stage.length > 0 && String(stage.map(ids)) === String(seen.faces.map(ids))) return
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }
  const [{ id: campaignId }] = await ask('campaigns:list')
  const { cards } = await ask('characters:list', {
    campaignId,
    filter: 'with-portrait',
    limit: ${2 * rounds + 1},
  })
  window.faces = cards.map(({ id }) => ({ subject: { kind: 'character', id } }))
  await ask('preferences:change', { playersScreen: 'window' })
  await ask('players:show', { faces: faces.slice(0, ${rounds + 1}), how: 'queue' })
  await ask('players:go-to', { index: 0 })
  await whenSeen()
})()`

/** @type {Electron.WebContents | null} */
let players = null

/**
 * @param {Electron.WebContents} window
 * @param {string} request a call of `ask` in the game master's page
 */
async function timeOf(window, request) {
  await players?.executeJavaScript('paintedAt = 0')
  const from = await window.executeJavaScript(
    `(async () => { const from = Date.now(); await ${request}; await whenSeen(); return from })()`,
  )
  return (await players?.executeJavaScript('paintedAt')) - from
}

/** @param {Electron.WebContents} window */
async function measure(window) {
  await window.executeJavaScript(prepare)
  await players?.executeJavaScript(watchScenes)
  const shown = []
  const next = []
  for (let at = 0; at < rounds; at += 1) {
    const faces = `[faces[${rounds + 1 + at}]]`
    shown.push(await timeOf(window, `ask('players:show', { faces: ${faces}, how: 'replace' })`))
  }
  await window.executeJavaScript(`ask('players:go-to', { index: 0 }).then(whenSeen)`)
  for (let at = 0; at < rounds; at += 1) {
    next.push(await timeOf(window, `ask('players:step', { by: 1 })`))
  }
  return { shown, next }
}

app.on('web-contents-created', (_event, contents) => {
  contents.once('dom-ready', async () => {
    if (contents.getURL().includes('players.html')) players = contents
    if (!contents.getURL().includes('index.html')) return
    try {
      process.stdout.write(`PLAYERS ${JSON.stringify(await measure(contents))}\n`)
    } catch (error) {
      console.error(error)
    }
    app.quit()
  })
})
