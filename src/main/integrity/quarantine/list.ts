import { join } from 'node:path'
import type { QuarantineEntry, QuarantineList } from '../../../shared/quarantine'
import type { FileSystem } from '../../core/disk/file-system'
import { kindOf } from '../../core/disk/kind-at'
import { systemErrorCode } from '../../core/disk/system-error'
import { manifestName, quarantineFolder, readManifest } from './manifest'

const folderPattern = /^\d{8}_\d{6}(?:-\d{1,6})?$/

/** Everything in the quarantine, oldest first. Nothing is followed, opened or changed but the manifests. */
export async function listQuarantine(
  fileSystem: FileSystem,
  dataFolder: string,
): Promise<QuarantineList> {
  const top = join(dataFolder, quarantineFolder)
  if ((await kindOf(fileSystem, top)) !== 'folder') {
    return { entries: [], damagedLines: 0, unknownFiles: [] }
  }
  const entries: QuarantineEntry[] = []
  const unknownFiles: string[] = []
  let damagedLines = 0
  for (const name of (await fileSystem.readdir(top)).sort()) {
    const folder = join(top, name)
    const isOurs = folderPattern.test(name) && (await kindOf(fileSystem, folder)) === 'folder'
    if (!isOurs) {
      unknownFiles.push(`${quarantineFolder}/${name}`)
      continue
    }
    const manifest = readManifest(await readText(fileSystem, join(folder, manifestName)), name)
    damagedLines += manifest.damagedLines
    for (const file of (await fileSystem.readdir(folder)).sort()) {
      if (file === manifestName) continue
      const entry = manifest.entries.get(file)
      if (entry === undefined) unknownFiles.push(`${quarantineFolder}/${name}/${file}`)
      else entries.push(entry)
    }
  }
  return { entries, damagedLines, unknownFiles }
}

async function readText(fileSystem: FileSystem, path: string): Promise<string> {
  try {
    return Buffer.from(await fileSystem.readFile(path)).toString('utf8')
  } catch (error) {
    // Missing, replaced or unreadable: its files are then reported as unknown.
    if (systemErrorCode(error) !== '') return ''
    throw error
  }
}
