import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'

/**
 * Unpacks the chosen plain files of an archive whose content has been verified, with their executable bit.
 * @param {string} archive
 * @param {string} target
 * @param {(path: string) => string | undefined} choose the path below target, or undefined to leave the entry out
 */
export async function unzip(archive, target, choose) {
  const zip = await yauzl.openPromise(archive)
  try {
    for await (const entry of zip.eachEntry()) {
      const path = choose(entry.fileName)
      if (!path || path.endsWith('/')) continue
      const file = join(target, path)
      await mkdir(dirname(file), { recursive: true })
      // The upper half of the attributes holds the Unix mode.
      const mode = (entry.externalFileAttributes >>> 16) & 0o111 ? 0o755 : 0o644
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode }))
    }
  } finally {
    zip.close()
  }
}
