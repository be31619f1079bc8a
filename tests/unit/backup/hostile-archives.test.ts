import { hash } from 'node:crypto'
import {
  appendFileSync,
  closeSync,
  ftruncateSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { encodeHeader } from '../../../src/main/core/archive/tar-header'
import { refusal, verify } from '../../support/backup/refusing'
import {
  backUpToTamper,
  type Entry,
  editManifest,
  file,
  writeBytes,
  writeEntries,
} from '../../support/backup/tampering'

let archive = ''
let entries: Entry[] = []

beforeAll(async () => {
  ;({ archive, entries } = await backUpToTamper())
})

/** An entry of a gigabyte that takes no room on the disk, in the place of the archive's end. */
function putHole(path: string, at: number, header: Buffer): void {
  const handle = openSync(path, 'r+')
  writeSync(handle, header, 0, header.length, at)
  ftruncateSync(handle, Math.ceil((at + 512 + 1_000_000_000) / 512) * 512 + 1_024)
  closeSync(handle)
}

const portraits = (): Entry[] => entries.filter(({ header }) => /\.png$/.test(header.name))

describe('what was made to do harm', () => {
  const inner = 'portraits_backup_20261122_200000/characters'
  test.each([
    ['../castkeeper.db', 'backup-unsafe-name'],
    [`${inner}/../../../../evil.png`, 'backup-unsafe-name'],
    ['/etc/passwd', 'backup-unsafe-name'],
    ['C:\\Windows\\evil.png', 'backup-unsafe-name'],
    [`${inner}/a\u0001b.png`, 'backup-unsafe-name'],
    [`${inner}/CON.png`, 'backup-unsafe-name'],
    [`${inner}/nul`, 'backup-unsafe-name'],
    [`${inner}/\u202egnp.exe`, 'backup-unsafe-entry'],
    [`${inner}/e\u0301.png`, 'backup-unsafe-entry'],
    ['evil.sh', 'backup-entry-unknown'],
    [`${inner}/deeper/character_9.png`, 'backup-entry-unknown'],
    [`${inner}/character_99.png`, 'backup-entry-unknown'],
  ])('fault 96: an entry %j is refused', async (name, code) => {
    expect((await refusal(await writeEntries([...entries, file(name)]))).code).toBe(code)
  })

  test.each(['symlink', 'link', 'character-device', 'block-device', 'fifo'] as const)(
    'fault 96: a %s is refused',
    async (type) => {
      const header = { name: `${inner}/character_99.png`, type, linkname: '/etc/passwd' }
      const path = await writeEntries([{ header, content: Buffer.alloc(0) }, ...entries])
      expect((await refusal(path)).code).toBe('backup-unsafe-entry')
    },
  )

  test('fault 96: a name twice, or twins but for their capitals, are refused', async () => {
    const [first] = portraits()
    if (first === undefined) throw new Error('there are portraits')
    const twice = await refusal(await writeEntries([...entries, first]))
    expect(twice.code).toBe('backup-duplicate')
    const name = first.header.name.replace('gm_1', 'GM_1')
    const twins = await refusal(await writeEntries([...entries, file(name)]))
    expect(twins.code).toBe('backup-case-twins')
  })

  test('fault 96: an entry that claims another size than it has', async () => {
    const lying = await refusal(
      await writeEntries(
        editManifest(entries, (manifest) => {
          manifest.entries = manifest.entries.map((entry) =>
            /gm_1/.test(entry.name) ? { ...entry, bytes: 1_000_000_000 } : entry,
          )
        }),
      ),
    )
    expect(lying.code).toBe('backup-wrong-size')
    // The header claims 512 bytes of a larger picture: what follows is no header.
    const whole = readFileSync(archive)
    const at = whole.indexOf('gm/gm_1.png')
    const header = Math.floor(at / 512) * 512
    whole.write('00000001000 ', header + 124, 'latin1')
    whole.fill(' ', header + 148, header + 156)
    const sum = whole.subarray(header, header + 512).reduce((total, byte) => total + byte, 0)
    whole.write(`${sum.toString(8).padStart(6, '0')}\0 `, header + 148, 'latin1')
    expect((await refusal(writeBytes(whole))).code).toMatch(/backup-(wrong-size|damaged|truncated)/)
  })

  test('fault 96: names told in extra records are refused', async () => {
    const long = `${inner}/${'x'.repeat(200)}.png`
    expect((await refusal(await writeEntries([file(long), ...entries]))).code).toBe(
      'backup-unsafe-entry',
    )
  })

  test('fault 96: a million entries are given up on', async () => {
    const one = readFileSync(await writeEntries([file('README.txt', '')])).subarray(0, 512)
    const some = Buffer.concat(Array.from({ length: 10_000 }, () => one))
    const path = writeBytes(some)
    for (let written = some.length / 512; written < 1_000_000; written += 10_000) {
      appendFileSync(path, some)
    }
    expect((await refusal(path)).code).toBe('backup-too-many-entries')
    rmSync(path)
  })

  test('fault 96: a gigabyte that claims to be a megabyte is not read', async () => {
    const name = `${inner}/character_99.png`
    const claimed = file(name, Buffer.alloc(1_000_000, 1))
    const listed = { name, bytes: 1_000_000, sha256: hash('sha256', claimed.content) }
    const named = editManifest([...entries, claimed], (manifest) => manifest.entries.push(listed))
    // The header tells the truth and the manifest does not.
    const path = await writeEntries(named.filter((entry) => entry !== claimed))
    const end = statSync(path).size - 1_024
    const header = encodeHeader({ name, bytes: 1_000_000_000, modifiedAt: new Date() })
    putHole(path, end, header)
    expect((await refusal(path)).code).toBe('backup-wrong-size')
    // The header lies, too: where the next one should be, the picture goes on.
    const lying = encodeHeader({ name, bytes: 1_000_000, modifiedAt: new Date() })
    putHole(path, end, lying)
    expect((await refusal(path)).code).toBe('backup-damaged')
    expect(process.memoryUsage().rss).toBeLessThan(900 * 1024 * 1024)
  })

  test.each(['settings.json', 'README.txt'])(
    'fault 96: a %s of a gigabyte is not read',
    async (name) => {
      const others = entries.filter(({ header }) => header.name !== name)
      const listed = editManifest(others, (manifest) => {
        manifest.entries = manifest.entries.map((entry) =>
          entry.name === name ? { ...entry, bytes: 1_000_000_000 } : entry,
        )
      })
      const path = await writeEntries(listed)
      const header = encodeHeader({ name, bytes: 1_000_000_000, modifiedAt: new Date() })
      putHole(path, statSync(path).size - 1_024, header)
      expect((await refusal(path)).code).toBe('backup-wrong-size')
    },
  )

  test('fault 96: junk after the end', async () => {
    const path = writeBytes(Buffer.concat([readFileSync(archive), Buffer.from('junk'.repeat(500))]))
    expect((await refusal(path)).code).toBe('backup-damaged')
  })

  test('fault 96: a link in an unpacked backup', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'castkeeper-unpacked-'))
    for (const { header, content } of entries) {
      mkdirSync(join(folder, header.name, '..'), { recursive: true })
      writeFileSync(join(folder, header.name), content)
    }
    writeFileSync(join(folder, '.DS_Store'), 'left by a file manager')
    expect((await verify(folder)).proof.portraits).toBe(6)
    symlinkSync('/etc/passwd', join(folder, 'settings.txt'))
    expect((await refusal(folder)).code).toBe('backup-unsafe-entry')
  })
})
