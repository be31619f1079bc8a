import { statfsSync } from 'node:fs'
import type { PlaceKind } from '../../shared/storage'

/**
 * File systems of other computers, by the number Linux gives them (linux/magic.h): NFS, SMB, CIFS, SMB2,
 * 9P, AFS, Coda and NCP. FUSE is not among them: it is also what ordinary USB disks are mounted with.
 */
const networkTypes: ReadonlySet<number> = new Set([
  0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x5346414f, 0x73757245, 0x564c,
])

// Folders that a program copies to other computers file by file, whatever state they are in.
const cloudFolder =
  /^(?:OneDrive(?: .+| - .+)?|Dropbox(?: \(.+\))?|Google ?Drive|My Drive|iCloud ?Drive|Mobile Documents|CloudStorage|Nextcloud|ownCloud|pCloud ?Drive|pCloudDrive|MEGA(?:sync)?|Box(?: Sync)?|Proton ?Drive|Tresorit|Syncthing)$/i

/**
 * What kind of place a folder is: SQLite's log needs memory that all who use the database share, which no
 * network share gives, and a synchronised folder is copied in the middle of a change.
 */
export function placeKind(folder: string, platform = process.platform): PlaceKind {
  if (platform === 'win32' && /^[\\/]{2}(?![.?][\\/])/.test(folder)) return 'network'
  if (folder.split(/[\\/]/).some((part) => cloudFolder.test(part))) return 'cloud'
  if (platform !== 'linux') return 'plain'
  try {
    return networkTypes.has(statfsSync(folder).type >>> 0) ? 'network' : 'plain'
  } catch {
    // Whoever opens something there says better what is wrong with it.
    return 'plain'
  }
}
