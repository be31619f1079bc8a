import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { spawnTied } from './child-process.mjs'
import { lastLines, SetupError, say } from './messages.mjs'
import { ensureVirtualDisplay } from './system-libraries.mjs'
import { makeWorkFolder } from './work-folder.mjs'

/**
 * Where there is no display, starts a virtual one of our own; it ends with this script.
 * @returns {Promise<NodeJS.ProcessEnv>} what a program needs in its environment to find it
 * @throws {SetupError}
 */
export async function openDisplay() {
  const [display = {}] = await openDisplays(1)
  return display
}

/**
 * The same for programs that must not share a mouse, a focus and a clipboard.
 * @param {number} count
 * @returns {Promise<NodeJS.ProcessEnv[]>} one for each; none where there is a display already
 * @throws {SetupError}
 */
export async function openDisplays(count) {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return []
  await ensureVirtualDisplay()
  const XAUTHORITY = join(makeWorkFolder(tmpdir()), 'authority')
  writeFileSync(XAUTHORITY, authority(randomBytes(16)), { mode: 0o600 })
  const starting = Array.from({ length: count }, () => startServer(XAUTHORITY))
  const displays = (await Promise.all(starting)).map((number) => `:${number}`)
  say(`there is no display: using Xvfb ${displays.join(' and ')}, so no window will be seen`)
  return displays.map((DISPLAY) => ({ DISPLAY, XAUTHORITY }))
}

/**
 * The server picks a free number itself, so several can start at once.
 * @param {string} authorityFile
 * @returns {Promise<string>} the display's number
 */
function startServer(authorityFile) {
  const screen = ['-screen', '0', '1920x1200x24', '-nolisten', 'tcp', '-noreset']
  const server = spawnTied('Xvfb', ['-displayfd', '3', ...screen, '-auth', authorityFile], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    wholeGroup: false,
  })
  return new Promise((resolve, reject) => {
    let said = ''
    let number = ''
    server.stderr?.on('data', (chunk) => {
      said += chunk
    })
    const answer = /** @type {import('node:stream').Readable} */ (server.stdio[3])
    answer.on('data', (chunk) => {
      number += chunk
      if (number.includes('\n')) resolve(number.trim())
    })
    const fail = () =>
      reject(
        new SetupError(
          `the virtual display (Xvfb) did not start.\n${lastLines(said)}`,
          'check that /tmp can be written to and is not full, or set DISPLAY to a display you have.',
        ),
      )
    server.on('error', (error) => {
      said += error.message
      fail()
    })
    server.on('exit', fail)
  })
}

/**
 * An Xauthority file with one entry that fits every display: only who can read the file may use ours.
 * The format is five fields, each a length in two bytes and its bytes, the first (the address family) without a length.
 * @param {Buffer} secret
 */
function authority(secret) {
  const anyAddress = Buffer.from([0xff, 0xff])
  /** @param {Buffer} bytes */
  const field = (bytes) =>
    Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 0xff]), bytes])
  const empty = field(Buffer.alloc(0))
  return Buffer.concat([
    anyAddress,
    empty,
    empty,
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(secret),
  ])
}
