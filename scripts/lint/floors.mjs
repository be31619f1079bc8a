// Part of npm run lint: who may import whom in src. The rules are read from every import of every file, so that a new
// folder is held by them from its first line. Prints one line for each import that breaks a rule, and ends with 1.

import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { root } from '../setup/checkout.mjs'
import { findCircles } from './circles.mjs'

/** @typedef {{from: string, to: string}} Import `to` is a file below src, or the name of a package */

/**
 * The floors of the main process, the lowest first: a file imports from its own floor and those below. Any folder that
 * is not named here is a feature.
 */
const floors = ['core', 'feature', 'app', 'command-line', 'electron', 'index.ts']

/** Folders of the renderer that know no screen. */
const withoutScreens = ['ui', 'tasks']
const sharedByScreens = ['app', 'ui', 'tasks']

/** Those of the main process that may import Node's file system, beside `core/disk`: the beginning of each, and why. */
const mayUseFiles = {
  'main/core/disk/': 'the toolbox itself',
  'main/core/database/':
    'what SQLite leaves beside its files, and copies of them before it opens them',
  'main/core/log.ts': 'appends at any moment, also while the app goes down',
  'main/electron/ui-files.ts':
    'Electron reads the built pages inside its archive by readFile alone',
}

const electronPackages = /^electron(?:\/|$)/
const filePackages = /^(?:node:)?fs(?:\/promises)?$/
const networkPackages = /^(?:node:)?(?:dns|http2?|https|net|tls|dgram)(?:\/|$)/
/** What a sandboxed page does not have, and shared must work without. */
const mainPackages = /^(?:node:.*|better-sqlite3|electron)(?:\/|$)/

const files = listFiles(join(root, 'src')).map((path) => relative(join(root, 'src'), path))
const known = new Set(files)
const imports = files.flatMap(importsOf)
const drawn = readArrows(readFileSync(join(root, 'docs/architecture.md'), 'utf8'))
const faults = [
  ...imports.flatMap((one) => faultOf(one) ?? []),
  ...unusedArrows(),
  ...findCircles(imports.filter(({ to }) => known.has(to))).map(
    (circle) => `${circle.join(' → ')}: these files import each other in a circle`,
  ),
]
for (const fault of faults) console.error(fault)
process.exitCode = faults.length === 0 ? 0 : 1

/**
 * @param {Import} one
 * @returns {string | null} what is wrong with it
 */
function faultOf({ from, to }) {
  const broken = brokenRule(from, to)
  return broken === null ? null : `src/${from} imports ${to}: ${broken}`
}

/**
 * @param {string} from
 * @param {string} to
 * @returns {string | null}
 */
function brokenRule(from, to) {
  const [side = '', room = ''] = from.split('/')
  const [otherSide = '', otherRoom = ''] = to.split('/')
  if (!known.has(to)) return brokenPackageRule(from, to)
  if (side === 'shared' && otherSide !== 'shared') return 'shared imports nothing but shared'
  if (otherSide === 'shared') return null
  if (otherSide !== side) return `${side} imports only itself and shared`
  if (side === 'renderer' && withoutScreens.includes(room) && !sharedByScreens.includes(otherRoom))
    return `${room} serves every screen and imports none`
  if (side !== 'main' || room === otherRoom) return null
  if (floorOf(otherRoom) > floorOf(room))
    return `${otherRoom} stands above ${room} (${floors.join(' < ')})`
  const isSideways =
    floorOf(room) === floors.indexOf('feature') && floorOf(otherRoom) === floorOf(room)
  if (isSideways && !drawn.get(room)?.includes(otherRoom))
    return `docs/architecture.md draws no arrow from ${room} to ${otherRoom}`
  return null
}

/**
 * @param {string} from
 * @param {string} name of a package
 * @returns {string | null}
 */
function brokenPackageRule(from, name) {
  const [side = '', room = ''] = from.split('/')
  if (side !== 'main') {
    if (side === 'preload' && electronPackages.test(name)) return null
    if (mainPackages.test(name)) return `${side} runs without Node, SQLite and Electron`
    return side === 'shared' && /^react(?:-|$)/.test(name) ? 'shared knows no screen' : null
  }
  if (electronPackages.test(name) && room !== 'electron')
    return 'only src/main/electron imports Electron'
  if (filePackages.test(name) && !isAmong(mayUseFiles, from))
    return 'only src/main/core/disk touches files; what is missing there belongs there'
  if (networkPackages.test(name) && !from.startsWith('main/core/network/'))
    return 'only src/main/core/network opens connections'
  return null
}

/**
 * @param {Record<string, string>} beginnings
 * @param {string} file
 */
function isAmong(beginnings, file) {
  return Object.keys(beginnings).some((beginning) => file.startsWith(beginning))
}

/** @param {string} room */
function floorOf(room) {
  return floors.includes(room) ? floors.indexOf(room) : floors.indexOf('feature')
}

/**
 * The arrows between features: lines such as `trash → campaigns, portraits` in the block of the document that is
 * marked `arrows`.
 * @param {string} text
 * @returns {Map<string, string[]>}
 */
function readArrows(text) {
  const block = /```arrows\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
  return new Map(
    block
      .split('\n')
      .filter((line) => line.includes('→'))
      .map((line) => {
        const [from = '', to = ''] = line.split('→').map((part) => part.trim())
        return [from, to.split(',').map((name) => name.trim())]
      }),
  )
}

/** @returns {string[]} arrows of the document that no import follows any longer */
function unusedArrows() {
  const used = new Set(imports.map(({ from, to }) => `${from.split('/')[1]} → ${to.split('/')[1]}`))
  return [...drawn].flatMap(([from, targets]) =>
    targets
      .filter((to) => !used.has(`${from} → ${to}`))
      .map((to) => `docs/architecture.md draws ${from} → ${to}, which no import follows`),
  )
}

/**
 * @param {string} from below src
 * @returns {Import[]}
 */
function importsOf(from) {
  const text = readFileSync(join(root, 'src', from), 'utf8')
  const specifier = /(?:\bfrom|\bimport\(|^import)\s*['"]([^'"]+)['"]/gm
  return [...text.matchAll(specifier)].map(([, name = '']) => ({ from, to: resolve(from, name) }))
}

/**
 * @param {string} from
 * @param {string} name
 * @returns {string}
 */
function resolve(from, name) {
  if (!name.startsWith('.')) return name
  const path = normalize(join(dirname(from), name))
  return [path, `${path}.ts`, `${path}.tsx`].find((one) => known.has(one)) ?? path
}

/**
 * @param {string} folder
 * @returns {string[]} every TypeScript file below it
 */
function listFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return listFiles(path)
    return /\.tsx?$/.test(entry.name) ? [path] : []
  })
}
