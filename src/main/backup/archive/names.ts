import { root } from '../../portraits/files'

/** The form of the backup; one that is higher is of a newer Castkeeper. */
export const formatVersion = 1
export const product = 'Castkeeper'

export const manifestName = 'manifest.json'
export const settingsName = 'settings.json'
export const readmeName = 'README.txt'

/** A moment as file names hold it, in UTC: `20261122_200000`. */
export function stampOf(moment: Date): string {
  return moment.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '_')
}

/** What a backup of this stamp is called. */
export const archiveName = (stamp: string): string => `castkeeper_backup_${stamp}.tar`
export const databaseName = (stamp: string): string => `database_backup_${stamp}.db`
const portraitsName = (stamp: string): string => `portraits_backup_${stamp}`

const livePattern =
  /^static\/portraits\/((?:gm|characters|loose)\/[A-Za-z0-9][\w-]{0,80}\.[a-z]{1,8})$/
const entryPattern =
  /^portraits_backup_\d{8}_\d{6}\/((?:gm|characters|loose)\/[A-Za-z0-9][\w-]{0,80}\.[a-z]{1,8})$/

/** The entry of a portrait with this path in the library, or null for a path that is none. */
export function entryForPath(path: string, stamp: string): string | null {
  const inner = livePattern.exec(path)?.[1]
  return inner === undefined ? null : `${portraitsName(stamp)}/${inner}`
}

/** The path in the library of a portrait's entry, or null for an entry that is none. */
export function pathForEntry(name: string): string | null {
  const inner = entryPattern.exec(name)?.[1]
  return inner === undefined ? null : [...root, inner].join('/')
}

/** True for a name that one of our backups may hold. */
export function isEntryName(name: string): boolean {
  return (
    name === settingsName ||
    name === readmeName ||
    /^database_backup_\d{8}_\d{6}\.db$/.test(name) ||
    entryPattern.test(name)
  )
}
