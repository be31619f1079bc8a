// node backup-troubles.ts full|small|read-only|vanished backup|store <data folder> <target>
// Backs up onto a real disk that has this trouble, mends it, backs up again, and says as JSON what came of it.
import { execFileSync } from 'node:child_process'
import { closeSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { type BackupOrder, createBackup } from '../../../src/main/backup/create'
import { createSnapshot } from '../../../src/main/backup/snapshots/snapshots'
import { verifyBackup } from '../../../src/main/backup/verify'
import { AppError } from '../../../src/shared/errors'
import type { TaskProgress } from '../../../src/shared/tasks'
import { partsOf } from '../backup/making'
import { addCast, openLibrary, storePortrait } from '../library'

const [trouble = '', verb = '', dataFolder = '', target = ''] = process.argv.slice(2)
const library = openLibrary({ dataFolder })
const { character } = addCast(library)
for (let number = 0; number < 6; number += 1) {
  await storePortrait(library, character, { bytes: Buffer.alloc(1_000_000, number) })
}

const clock = () => new Date('2026-11-24T08:00:00Z')
const parts = { ...partsOf(library), clock }

async function backUp(onProgress?: BackupOrder['onProgress']): Promise<string> {
  if (verb === 'backup') return (await createBackup(parts, { target, onProgress })).path
  const { name } = await createSnapshot(parts, { folder: target, why: 'day', onProgress })
  return join(target, 'backups', name)
}

const filler = join(target, 'somebody-else.bin')

function fill(): void {
  const file = openSync(filler, 'w')
  try {
    for (;;) writeSync(file, Buffer.alloc(65_536))
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
  } finally {
    closeSync(file)
  }
}

/** Brings the trouble about in the middle, where it is not there from the beginning. */
function halfway({ step, done }: TaskProgress): void {
  if (step !== 'portraits' || done !== 2) return
  if (trouble === 'full') fill()
  if (trouble === 'vanished') execFileSync('umount', ['-l', target])
}

function mend(): void {
  if (trouble === 'full') rmSync(filler)
  if (trouble === 'small') execFileSync('mount', ['-o', 'remount,size=60m', target])
  if (trouble === 'read-only') execFileSync('mount', ['-o', 'remount,rw', target])
  if (trouble === 'vanished') execFileSync('mount', ['-t', 'tmpfs', 'none', target])
}

const filesIn = () => readdirSync(target, { recursive: true }).map(String).sort()
const before = filesIn()
const refusal = await backUp(halfway).then(
  () => null,
  (error: unknown) => (error instanceof AppError ? error.toReport() : String(error)),
)
// What an automatic backup has stored of the pictures is whole, and the next one goes on from there.
const left = filesIn().filter((name) => !before.includes(name) && !name.includes('castkeeper.lock'))
mend()
const { proof } = await verifyBackup(await backUp(), { dataFolder, clock })
writeSync(1, JSON.stringify({ refusal, left, afterwards: proof.portraits }))
