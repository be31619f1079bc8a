import { createPeek } from './peek-file'
import { systemErrorCode } from './system-error'

// Names that systems, file managers, storage boxes and programs that synchronise give to what they leave in
// folders that are not theirs. Nothing of a person's is called so.

const folders = new RegExp(
  [
    // macOS, and archives made there
    String.raw`__MACOSX|\.(?:Spotlight-V100|fseventsd|Trashes|TemporaryItems|AppleDouble|AppleDB|AppleDesktop)`,
    String.raw`\.DocumentRevisions-V100|\.MobileBackups|Network Trash Folder|Temporary Items`,
    // Windows
    String.raw`\$RECYCLE\.BIN|RECYCLER|System Volume Information`,
    // Linux
    String.raw`lost\+found|\.Trash(?:-\d+)?|\.thumbnails|\.xvpics`,
    // Earlier states of a disk (ZFS, NetApp)
    String.raw`\.zfs|\.snapshots?`,
    // Synology, QNAP and their like
    String.raw`@eaDir|@Recycle|@Recently-Snapshot|@tmp|#recycle|#snapshot|\.@__thumb|\.@__qini`,
    // Syncthing, Dropbox, Resilio
    String.raw`\.stfolder(?: \(.*\))?|\.stversions|\.dropbox\.cache|\.sync`,
  ].join('|'),
  'i',
)

const files = new RegExp(
  [
    String.raw`\.DS_Store|\.localized|\.apdisk|\.VolumeIcon\.icns|\.com\.apple\.timemachine\..*|Icon\r`,
    String.raw`Thumbs\.db(?::encryptable)?|ehthumbs(?:_vista)?\.db|desktop\.ini`,
    String.raw`\.directory|\.nfs[0-9a-f]{8,}|\.fuse_hidden[0-9a-f]+|\.smbdelete[0-9a-f]+|\.goutputstream-\w+`,
    // Picasa, and Android where no pictures are to be looked for
    String.raw`\.?picasa\.ini|\.nomedia`,
    // Office's marks of an open document
    String.raw`~\$.*|\.~lock\..*#`,
    String.raw`\.sync\.ffs_(?:db|lock)|\.(?:owncloud|nextcloud)sync\.log|\.(?:_)?sync_\w+\.db(?:-\w+)?`,
    String.raw`\.syncthing\..*\.tmp|~syncthing~.*\.tmp|\.stignore|\.dropbox(?:\.attr)?`,
  ].join('|'),
  'i',
)

const isWhole = (pattern: RegExp): ((name: string) => boolean) => {
  const whole = new RegExp(`^(?:${pattern.source})$`, 'i')
  return (name) => whole.test(name)
}

/** True for the name of a folder that a system keeps for itself, with all that is in it. */
export const isSystemFolder = isWhole(folders)

/** True for the name of a file that a system left. */
export const isSystemFile = isWhole(files)

/**
 * True for an AppleDouble companion of a file, which macOS writes on foreign disks; recognized by its bytes.
 */
export const isNamedAppleDouble = (name: string): boolean => name.startsWith('._')

/** True when any folder on the way, or the file itself, is a system's: a path with forward slashes. */
export function isOfSystem(path: string): boolean {
  const parts = path.split('/')
  const name = parts.pop() ?? ''
  return isSystemFile(name) || isSystemFolder(name) || parts.some(isSystemFolder)
}

/** How many bytes identify an AppleDouble file. */
export const appleDoubleBytes = 4

/** AppleDouble and AppleSingle, whatever the file is called (RFC 1740, appendix A). */
export function isAppleDouble(head: Uint8Array): boolean {
  return (
    head[0] === 0 && head[1] === 5 && head[2] === 0x16 && (head[3] === 0x07 || head[3] === 0x00)
  )
}

const peek = createPeek(appleDoubleBytes, 0)

/** The same of a file on the disk, never through a link; false for one that cannot be read. */
export function isAppleDoubleFile(path: string): boolean {
  try {
    return isAppleDouble(peek(path).head)
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    return false
  }
}
