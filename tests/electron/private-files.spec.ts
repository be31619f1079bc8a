import { mkdir, mkdtemp, readdir, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '../support/electron-test.ts'
import { launchCastkeeper, runCommand } from '../support/launch-app.ts'

/** What other accounts may do with anything in a folder, and with the folder itself. */
async function openToOthers(folder: string): Promise<string[]> {
  const open: string[] = []
  const look = async (path: string) => {
    const { mode } = await stat(path)
    if ((mode & 0o077) !== 0) open.push(`${path} ${(mode & 0o777).toString(8)}`)
  }
  await look(folder)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    // Chromium's own locks are links, sockets and such.
    if (entry.isFile() || entry.isDirectory()) await look(join(entry.parentPath, entry.name))
  }
  return open
}

async function tryPrivateFiles(): Promise<void> {
  const before = process.umask(0o022)
  try {
    const around = await mkdtemp(join(tmpdir(), 'castkeeper-private-'))
    const userDataDir = join(around, 'new', 'data')
    const to = join(around, 'backups')
    await mkdir(to, { mode: 0o700 })
    const { close } = await launchCastkeeper({ userDataDir })
    await close()
    const made = await runCommand(['create', 'campaign', '--name', 'Saltmarsh'], { userDataDir })
    expect(made.code).toBe(0)
    const backedUp = await runCommand(['backup', '--to', to], { userDataDir })
    expect(backedUp.code, backedUp.stderr).toBe(0)
    expect(await openToOthers(userDataDir)).toEqual([])
    expect(await openToOthers(to)).toEqual([])
    expect((await readdir(to)).length).toBe(1)
  } finally {
    process.umask(before)
  }
}

// Windows keeps the folders of accounts apart by itself and has no such modes.
if (process.platform !== 'win32') {
  test(
    'nothing the app or a command writes is open to other accounts, backups included',
    tryPrivateFiles,
  )
}
