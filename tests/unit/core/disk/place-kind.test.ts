import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { placeKind, readMountInfo, readMountList } from '../../../../src/main/core/disk/place-kind'
import { makeDataFolder } from '../../../support/records'

test.each([
  'OneDrive',
  'OneDrive - Contoso',
  'Dropbox',
  'Google Drive',
  'Nextcloud',
  'CloudStorage',
])('fault 74: a folder in %j is one that a cloud program synchronises', (name) => {
  const folder = join(makeDataFolder(), name, 'Games')
  mkdirSync(folder, { recursive: true })
  expect(placeKind(folder)).toBe('cloud')
})

test.each([
  ['\\\\server\\share\\Castkeeper', 'network'],
  ['//server/share/Castkeeper', 'network'],
  ['\\\\?\\C:\\Users\\gm', 'plain'],
  ['C:\\Users\\gm\\AppData\\Roaming\\Castkeeper', 'plain'],
  ['C:\\Users\\gm\\OneDrive\\Castkeeper', 'cloud'],
])('fault 74: on Windows %j is %s', (folder, kind) => {
  expect(placeKind(folder, { platform: 'win32' })).toBe(kind)
})

test('a plain disk, and one that is not there, is nothing to warn of', () => {
  expect(placeKind(makeDataFolder())).toBe('plain')
  expect(placeKind('/nowhere/at/all')).toBe('plain')
  expect(placeKind(join(makeDataFolder(), 'My Dropbox dice'))).toBe('plain')
})

const mountInfo = `
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
40 21 0:40 / /home/gm/remote rw,nosuid shared:2 - fuse.sshfs gm@host:/data rw
41 21 0:41 / /home/gm/my\\040cloud rw shared:3 - fuse.rclone drive: rw
42 21 8:17 / /media/gm/usb rw shared:4 - fuseblk /dev/sdb1 rw
43 21 0:43 / /home/gm/vault rw shared:5 - fuse.gocryptfs /home/gm/cipher rw
44 21 0:44 / /mnt/nas rw shared:6 - cifs //nas/share rw
45 44 8:33 / /mnt/nas/inner rw shared:7 - ext4 /dev/sdc1 rw
46 21 0:46 / /mnt/host rw - 9p host rw
47 21 0:47 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
48 21 0:48 / /mnt/bucket rw - fuse.s3fs s3fs rw`

test.each([
  ['/home/gm/remote/Castkeeper', 'network'],
  ['/home/gm/my cloud/Castkeeper', 'network'],
  ['/run/user/1000/gvfs/smb-share:server=nas/Castkeeper', 'network'],
  ['/mnt/bucket', 'network'],
  ['/mnt/nas/Castkeeper', 'network'],
  ['/mnt/host/Castkeeper', 'network'],
  ['/mnt/nas/inner/Castkeeper', 'plain'],
  ['/media/gm/usb/Castkeeper', 'plain'],
  ['/home/gm/vault/Castkeeper', 'plain'],
  ['/home/gm/remote-not/Castkeeper', 'plain'],
])('fault 74: on Linux %j is %s by what is mounted there', (folder, kind) => {
  const mounts = () => readMountInfo(mountInfo)
  expect(placeKind(folder, { platform: 'linux', realPath: (path) => path, mounts })).toBe(kind)
})

test('fault 74: a link to a share is a share, and so is a drive that a letter was given to', () => {
  const mounts = () => readMountInfo(mountInfo)
  const realPath = () => '/home/gm/remote/Castkeeper'
  expect(placeKind('/home/gm/Castkeeper', { platform: 'linux', realPath, mounts })).toBe('network')
  const share = { platform: 'win32', realPath: () => '\\\\nas\\games\\Castkeeper' } as const
  expect(placeKind('Z:\\Castkeeper', share)).toBe('network')
})

test.each([
  ['/Volumes/share/Castkeeper', 'network'],
  ['/Volumes/My Disk/Castkeeper', 'plain'],
  ['/Volumes/remote/Castkeeper', 'network'],
])('fault 74: on macOS %j is %s', (folder, kind) => {
  const list = `/dev/disk3s1 on / (apfs, sealed, local)
//gm@server/share on /Volumes/share (smbfs, nodev, nosuid)
/dev/disk4s1 on /Volumes/My Disk (exfat, local)
gm@host:/ on /Volumes/remote (macfuse, nodev)`
  const mounts = () => readMountList(list)
  expect(placeKind(folder, { platform: 'darwin', realPath: (path) => path, mounts })).toBe(kind)
})
