import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { PlaceKind } from '../../../shared/storage'
import { realPathOrSame } from './blocking'

/**
 * File system types, as mount prints them, that are on another computer, a phone or the host of a virtual
 * machine.
 */
const networkType =
  /^(?:nfs\d?|cifs|smb\d?|smbfs|9p|afs|afpfs|coda|ncpfs|ceph|davfs2?|webdav|glusterfs|lustre|beegfs|vboxsf|prl_fs|virtiofs)$/i

// FUSE is what ordinary disks of Windows are mounted with, and what folders are encrypted or put together with.
const localFuse =
  /^fuse\.(?:ntfs(?:-3g)?|exfat(?:-fuse)?|ext[234]|apfs\w*|encfs|gocryptfs|cryfs|securefs|veracrypt|mergerfs|unionfs\w*|overlayfs|fuse-overlayfs|bindfs|portal|lxcfs|snapfuse|squashfuse)$/i

// Folders that a program copies to other computers file by file, whatever state they are in.
const cloudFolder =
  /^(?:OneDrive(?: .+| - .+)?|Dropbox(?: \(.+\))?|Google ?Drive|My Drive|iCloud ?Drive|Mobile Documents|CloudStorage|Nextcloud|ownCloud|pCloud ?Drive|pCloudDrive|MEGA(?:sync)?|Box(?: Sync)?|Proton ?Drive|Tresorit|Syncthing)$/i

/**
 * What kind of place a folder is: SQLite's log needs memory that all who use the database share, which no
 * network share gives, and a synchronised folder is copied in the middle of a change.
 */
export function placeKind(folder: string, system: Partial<PlaceSystem> = {}): PlaceKind {
  const { platform, realPath, mounts } = { ...thisSystem, ...system }
  // A drive letter may stand for a share; its real path shows that.
  const places = [folder, realPath(folder)]
  const isShare = (path: string): boolean => /^[\\/]{2}(?![.?][\\/])/.test(path)
  if (platform === 'win32' && places.some(isShare)) return 'network'
  if (places.some((path) => path.split(/[\\/]/).some((part) => cloudFolder.test(part))))
    return 'cloud'
  const type = platform === 'win32' ? null : typeOfMount(realPath(folder), mounts(platform))
  return type !== null && isNetworkType(type) ? 'network' : 'plain'
}

function isNetworkType(type: string): boolean {
  if (networkType.test(type)) return true
  return /^(?:fuse\.|macfuse|osxfuse)/i.test(type) && !localFuse.test(type)
}

// The last of those mounted nearest above the folder is the one that counts.
function typeOfMount(folder: string, mounts: readonly Mount[]): string | null {
  let nearest: Mount | null = null
  for (const mount of mounts) {
    const isAbove = mount.at === '/' || folder === mount.at || folder.startsWith(`${mount.at}/`)
    if (isAbove && mount.at.length >= (nearest?.at.length ?? 0)) nearest = mount
  }
  return nearest?.type ?? null
}

interface Mount {
  readonly at: string
  readonly type: string
}

/** What identifies a place; tests replace it with that of other systems. */
export interface PlaceSystem {
  readonly platform: NodeJS.Platform
  /** Without links; the path itself for what is not there. */
  readonly realPath: (path: string) => string
  readonly mounts: (platform: NodeJS.Platform) => readonly Mount[]
}

const thisSystem: PlaceSystem = {
  platform: process.platform,
  realPath: realPathOrSame,
  mounts(platform) {
    try {
      if (platform === 'linux') return readMountInfo(readFileSync('/proc/self/mountinfo', 'utf8'))
      if (platform === 'darwin') {
        return readMountList(execFileSync('/sbin/mount', { encoding: 'utf8', timeout: 2_000 }))
      }
    } catch {
      // A warning less; nothing depends on it.
    }
    return []
  },
}

/** `36 35 98:0 /sub /mount\\040point rw shared:1 - fuse.sshfs host: rw` (proc(5)). */
export function readMountInfo(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [before = '', after] = line.split(' - ')
    const at = before.split(' ')[4]
    const type = after?.split(' ')[0]
    if (at === undefined || type === undefined) return []
    const name = at.replace(/\\([0-7]{3})/g, (_, octal) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    )
    return [{ at: name, type }]
  })
}

/** `//gm@server/share on /Volumes/share (smbfs, nodev)`, as macOS lists them. */
export function readMountList(text: string): Mount[] {
  return Array.from(
    text.matchAll(/^.* on (\/.*) \(([^,)]+)[^)]*\)$/gm),
    ([, at = '', type = '']) => ({
      at,
      type,
    }),
  )
}

/** Whether links can be made in a folder; exFAT and some network disks do not support them. */
export function canHoldLinks(folder: string, makeLink = symlinkSync): boolean {
  const probe = join(folder, `.castkeeper-link-${process.pid}`)
  try {
    rmSync(probe, { force: true })
    makeLink('nowhere', probe)
    rmSync(probe)
    return true
  } catch {
    return false
  }
}
