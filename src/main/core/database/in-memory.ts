import { readFileSync, statSync } from 'node:fs'
import SQLite, { type Database } from 'better-sqlite3'
import { AppError } from '../../../shared/errors'
import { systemErrorCode } from '../disk/system-error'
import { frameHeaderBytes, logHeaderBytes } from './write-ahead-log'

/** A larger database is not taken into memory. */
const mostBytes = 1024 * 1024 * 1024

/**
 * A copy of a database in memory, including what its log has committed: needs no room, no lock and no handle
 * that stays open, and touches no file beside the database. Throws Node's own errors, AppError `database-
 * unreadable` above 1 GiB, and what SQLite throws for a file that is not a database.
 */
export function copyIntoMemory(path: string): Database {
  if (statSync(path).size > mostBytes) {
    throw new AppError('database-unreadable', { reason: 'too-large' })
  }
  const pages = withLog(readFileSync(path), readLog(`${path}-wal`))
  // A database in memory has no log, so its header must not ask for one (fileformat2.html, 1.3.3).
  if (pages.length >= 20 && pages[18] === 2) pages.fill(1, 18, 20)
  return new SQLite(pages)
}

function readLog(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return Buffer.alloc(0)
    throw error
  }
}

// What a reader of the log does: https://www.sqlite.org/fileformat2.html, "The Write-Ahead Log".
function withLog(database: Buffer, log: Buffer): Buffer {
  if (log.length < logHeaderBytes) return database
  const magic = log.readUInt32BE(0)
  if (magic !== 0x377f0682 && magic !== 0x377f0683) return database
  const isBigEndian = magic === 0x377f0683
  const pageBytes = log.readUInt32BE(8)
  let sums = checksum(log.subarray(0, 24), [0, 0], isBigEndian)
  if (!isSum(log, 24, sums)) return database
  const committed = new Map<number, Buffer>()
  const waiting = new Map<number, Buffer>()
  let pageCount = 0
  const step = frameHeaderBytes + pageBytes
  for (let at = logHeaderBytes; at + step <= log.length; at += step) {
    const frame = log.subarray(at, at + step)
    // Frames of an earlier round of the log carry another salt.
    if (!frame.subarray(8, 16).equals(log.subarray(16, 24))) break
    sums = checksum(frame.subarray(0, 8), sums, isBigEndian)
    sums = checksum(frame.subarray(frameHeaderBytes), sums, isBigEndian)
    if (!isSum(frame, 16, sums)) break
    waiting.set(frame.readUInt32BE(0), frame.subarray(frameHeaderBytes))
    const sizeAfter = frame.readUInt32BE(4)
    if (sizeAfter === 0) continue
    for (const [page, bytes] of waiting) committed.set(page, bytes)
    waiting.clear()
    pageCount = sizeAfter
  }
  if (pageCount === 0) return database
  const whole = Buffer.alloc(pageCount * pageBytes)
  database.copy(whole)
  for (const [page, bytes] of committed)
    if (page <= pageCount) bytes.copy(whole, (page - 1) * pageBytes)
  return whole
}

type Sums = readonly [number, number]

function checksum(bytes: Buffer, [first, second]: Sums, isBigEndian: boolean): Sums {
  let one = first
  let two = second
  for (let at = 0; at < bytes.length; at += 8) {
    one = (one + word(bytes, at, isBigEndian) + two) >>> 0
    two = (two + word(bytes, at + 4, isBigEndian) + one) >>> 0
  }
  return [one, two]
}

function word(bytes: Buffer, at: number, isBigEndian: boolean): number {
  return isBigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)
}

function isSum(bytes: Buffer, at: number, [one, two]: Sums): boolean {
  return bytes.readUInt32BE(at) === one && bytes.readUInt32BE(at + 4) === two
}
