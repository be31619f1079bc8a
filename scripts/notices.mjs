// Writes down whose work Castkeeper contains: THIRD-PARTY-NOTICES.md with the licence texts, and
// resources/third-party-notices.json for the About window. Run after dependencies change:
//   node scripts/notices.mjs
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname, '..')

/**
 * @typedef {{ name: string, licence: string, by: string, url: string }} Attribution
 * @typedef {{ license?: string, dev?: boolean, version?: string,
 *   dependencies?: Record<string, string>, optionalDependencies?: Record<string, string>,
 *   peerDependencies?: Record<string, string> }} LockedPackage
 * @typedef {{ name?: string, license?: string, author?: string | { name?: string },
 *   contributors?: (string | { name?: string })[],
 *   repository?: string | { url?: string }, homepage?: string }} Manifest
 */

/** Not on the registry as packages of their own, or with licence texts that they bring along. */
const runtime = [
  {
    name: 'Electron',
    licence: 'MIT',
    by: 'OpenJS Foundation and Electron contributors',
    url: 'https://www.electronjs.org',
  },
  {
    name: 'Chromium and the software in it (texts in LICENSES.chromium.html beside the app)',
    licence: 'BSD-3-Clause and others',
    by: 'The Chromium Authors',
    url: 'https://www.chromium.org',
  },
  {
    name: 'SQLite',
    licence: 'Public domain',
    by: 'D. Richard Hipp',
    url: 'https://www.sqlite.org',
  },
]

/** @returns {Record<string, LockedPackage>} */
function readLock() {
  return JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
}

/** @param {string} folder @returns {string[]} */
function sourceFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The packages that the sources import: what a bundler puts into the app. @returns {Set<string>} */
function importedPackages() {
  const names = new Set()
  for (const file of sourceFiles(join(root, 'src'))) {
    const text = readFileSync(file, 'utf8')
    const found = text.matchAll(/(?:from|import|@import|url\()\s*\(?\s*['"]([^'"./][^'"]*)['"]/g)
    for (const [, specifier = ''] of found) {
      const name = /^(@[^/]+\/[^/]+|[^/:]+)(?![^/]*:)/.exec(specifier)?.[1]
      if (name !== undefined) names.add(name)
    }
  }
  return names
}

/**
 * Where a package finds another one, as Node looks for it.
 * @param {Record<string, LockedPackage>} lock @param {string} from @param {string} name
 */
function locate(lock, from, name) {
  for (
    let folder = from;
    ;
    folder = folder.slice(0, folder.lastIndexOf('node_modules')).replace(/\/$/, '')
  ) {
    const path = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`
    if (lock[path]) return path
    if (folder === '') return undefined
  }
}

/** Paths in the lock file of everything that becomes part of the app. @returns {string[]} */
export function bundledPackages() {
  const lock = readLock()
  const imported = importedPackages()
  const { dependencies = {}, ...rest } = lock[''] ?? {}
  const declared = 'devDependencies' in rest ? Object.keys(Object(rest.devDependencies)) : []
  const roots = [...Object.keys(dependencies), ...declared.filter((name) => imported.has(name))]
  const found = new Set()
  const queue = roots.map((name) => locate(lock, '', name))
  for (let path = queue.pop(); path !== undefined || queue.length > 0; path = queue.pop()) {
    if (path === undefined || found.has(path) || isNotShipped(path)) continue
    found.add(path)
    const { dependencies: needs = {}, optionalDependencies: extras = {} } = lock[path] ?? {}
    for (const name of Object.keys({ ...needs, ...extras })) queue.push(locate(lock, path, name))
  }
  return [...found].sort()
}

// Types leave nothing in what is built, and Electron is named above.
/** @param {string} path */
function isNotShipped(path) {
  return /node_modules\/(@types\/|csstype$|electron$|typescript$)/.test(path)
}

/** @param {string} path @returns {Attribution} */
function attribution(path) {
  /** @type {Manifest} */
  const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))
  const {
    name = path,
    license = 'see its files',
    author,
    contributors = [],
    homepage = '',
  } = manifest
  const people = [author, ...contributors].map((one) => (typeof one === 'string' ? one : one?.name))
  const by = people.find((one) => one)?.replace(/\s*[<(].*$/, '') ?? holderIn(licenceText(path))
  const repository =
    typeof manifest.repository === 'string' ? manifest.repository : manifest.repository?.url
  return { name, licence: license, by, url: webAddress(repository ?? homepage) }
}

/** @param {string} text */
function holderIn(text) {
  const line = /^\W*copyright\s+(?:\(c\)|©)?\s*(.+)$/im.exec(text)?.[1] ?? ''
  return line.replace(/^[\d\s,–-]+(?:present)?[\s,]*/i, '').trim()
}

/** @param {string} address */
function webAddress(address) {
  const short = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(address)
  if (short) return `https://github.com/${short[1]}`
  return address
    .replace(/^git\+/, '')
    .replace(/^(?:git|ssh):\/\/(?:git@)?/, 'https://')
    .replace(/^git@([^:]+):/, 'https://$1/')
    .replace(/^http:/, 'https:')
    .replace(/\.git$/, '')
}

/** @param {string} path */
function licenceText(path) {
  const name = readdirSync(join(root, path))
    .sort()
    .find((file) => /^(licen[cs]e|copying|ofl)(\b|_|-|\.)/i.test(file))
  return name === undefined ? '' : readFileSync(join(root, path, name), 'utf8').trim()
}

/** What is shown in the About window, by name. @returns {Attribution[]} */
export function collectAttributions() {
  const byName = new Map()
  for (const path of bundledPackages().filter((one) => existsSync(join(root, one)))) {
    const one = attribution(path)
    byName.set(one.name, one)
  }
  return [...runtime, ...byName.values()]
}

/** The notices as a document: who, and each licence text once with the packages it is for. */
function writeDocument() {
  /** @type {Map<string, string[]>} */
  const texts = new Map()
  for (const path of bundledPackages().filter((one) => existsSync(join(root, one)))) {
    const { name, licence } = attribution(path)
    const text = licenceText(path) || `${licence} (the package brings no text of its own)`
    texts.set(text, [...new Set([...(texts.get(text) ?? []), name])])
  }
  const list = collectAttributions().map(
    ({ name, licence, by, url }) =>
      `- ${name}: ${licence}${by ? `, ${by}` : ''}${url ? `, <${url}>` : ''}`,
  )
  const sections = [...texts].map(
    ([text, names]) => `## ${names.join(', ')}\n\n\`\`\`\`text\n${text}\n\`\`\`\`\n`,
  )
  return [
    '# Third-party notices\n',
    'Castkeeper contains the work of others, each under its own licence. The avatars’ artists are',
    'named in the app, under Help, About. Written by `node scripts/notices.mjs`.\n',
    ...list,
    '',
    ...sections,
  ].join('\n')
}

if (process.argv[1] === import.meta.filename) {
  const attributions = collectAttributions()
  writeFileSync(
    join(root, 'resources/third-party-notices.json'),
    `${JSON.stringify(attributions, null, 2)}\n`,
  )
  writeFileSync(join(root, 'THIRD-PARTY-NOTICES.md'), writeDocument())
  console.log(`${attributions.length} notices written`)
}
