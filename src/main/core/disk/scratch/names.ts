import { randomBytes } from 'node:crypto'
import { join } from 'node:path'

// Every temporary file and folder is named here, and `sweep.ts` removes what a killed process left of them. A name
// carries the number of its process, so that what another one still writes is left to it.

const partialPattern = /^\.castkeeper-(\d+)-[0-9a-f]{16}\.partial$/
const placedPattern = /^\.castkeeper-(\d+)-[0-9a-f]{16}\.placed$/
const claimPattern = /^\.castkeeper-.+\.claim$/

/** What a folder among the system's temporary ones is for. */
export type TemporaryPurpose = 'scan' | 'unpacked' | 'work' | 'window'

/** Folders of ours, by where they lie; the first group is the number of their process. */
export const scratchFolders = {
  /** Among the system's temporary ones. Older versions ended them with a UUID, and called a scan a look. */
  temporary: /^castkeeper-(?:scan|look|unpacked|work|window)-(\d+)-[0-9a-f-]{12,36}$/,
  /** In the data folder, below `work`. */
  work: /^(\d+)-[0-9a-f]{8}$/,
  /** Beside what it is to become. Older versions named those of automatic backups without `castkeeper-`. */
  partial: /^\.(?:castkeeper-(\d+)-[0-9a-f]{16}|(\d+)-[0-9a-f]{8})\.partial$/,
} as const satisfies Record<string, RegExp>

/** How the folder begins that an archive is unpacked into. */
export const unpackedPrefix = 'castkeeper-unpacked-'

const random = (bytes: number): string => randomBytes(bytes).toString('hex')

/** A name for a file or folder that is still being written beside what it is to become. */
export function partialName(processId = process.pid, ending = random(8)): string {
  return `.castkeeper-${processId}-${ending}.partial`
}

/** The name of the empty file that reserves another one's name, where links are not supported. */
export function claimName(fileName: string): string {
  return `.castkeeper-${fileName}.claim`
}

/** The process that a partial file was written by; null for any other name. */
export function writerOf(name: string): number | null {
  const processId = partialPattern.exec(name)?.[1]
  return processId === undefined ? null : Number(processId)
}

/** A name for a note of files that this process has placed and that have no row yet. */
export function placedNoteName(): string {
  return `.castkeeper-${process.pid}-${random(8)}.placed`
}

/** The process that wrote such a note; null for any other name. */
export function writerOfPlacedNote(name: string): number | null {
  const processId = placedPattern.exec(name)?.[1]
  return processId === undefined ? null : Number(processId)
}

/** Whether a name is a claim's. */
export const isClaimName = (name: string): boolean => claimPattern.test(name)

/** Whether a name is a partial file's or a claim's. */
export const isScratchName = (name: string): boolean =>
  partialPattern.test(name) || claimPattern.test(name)

/** A path for a folder of this process among the system's temporary ones. */
export function temporaryFolderPath(temporaryFolder: string, purpose: TemporaryPurpose): string {
  return join(temporaryFolder, `castkeeper-${purpose}-${process.pid}-${random(6)}`)
}

/** Where the folders lie in which backups and restores are put together. */
export const workRoot = (dataFolder: string): string => join(dataFolder, 'work')

/** A path for a folder of this process below `workRoot`. */
export function workFolderPath(dataFolder: string): string {
  return join(workRoot(dataFolder), `${process.pid}-${random(4)}`)
}
