import { appendFileSync, existsSync, mkdirSync, renameSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { boundaryBefore } from '../../shared/cut'
import { createScrubber, type NamedFolder } from './scrub'

/** Writes a line to the log: a short name of what happened, and facts without secrets. */
export type Log = (what: string, facts?: Readonly<Record<string, unknown>>) => void

export interface LogOptions {
  /** The folder of `castkeeper.log` and the two before it; made when it is missing. */
  readonly folder: string
  /** Folders whose paths are replaced by a word. */
  readonly namedFolders: readonly NamedFolder[]
  /** Hides the keys that are in use, whatever they look like. */
  readonly hideKeys?: (text: string) => string
  /** Prints every line to standard error as well. */
  readonly isVerbose?: boolean
  /** Called once when lines cannot be written; the app goes on without them. */
  readonly onTrouble: () => void
  readonly maximumBytes?: number
}

const megabyte = 1_000_000
const rotatedFiles = 2
const longestFact = 4_000

/**
 * Opens the log: one line per fact, at most three files of 1 MB, nothing secret in them. Writing a
 * line never throws; while the disk refuses, lines are dropped.
 */
export function openLog(options: LogOptions): Log {
  const { folder, namedFolders, isVerbose = false, onTrouble, maximumBytes = megabyte } = options
  const { hideKeys = (text: string) => text } = options
  const path = join(folder, 'castkeeper.log')
  const scrub = createScrubber(namedFolders)
  let isTroubleReported = false

  function write(line: string): void {
    try {
      if (bytesIn(path) >= maximumBytes) rotateFiles(folder)
      appendFileSync(path, line, { mode: 0o600 })
    } catch {
      // The folder may have been removed since; whatever else it is, there is nowhere to write down why.
      mkdirSync(folder, { recursive: true })
      appendFileSync(path, line, { mode: 0o600 })
    }
  }

  return (what, facts = {}) => {
    const line = plainLine(scrub(hideKeys(toLine(what, facts))))
    // Standard output belongs to what a command prints.
    if (isVerbose) console.error(line)
    try {
      write(`${line}\n`)
    } catch {
      if (!isTroubleReported) onTrouble()
      isTroubleReported = true
    }
  }
}

function toLine(what: string, facts: Readonly<Record<string, unknown>>): string {
  const shownFacts = Object.keys(facts).length === 0 ? '' : ` ${asJson(facts)}`
  // Quoted as JSON, a line break in a name cannot pretend to be another line.
  return `${new Date().toISOString()} ${JSON.stringify(what).slice(1, -1)}${shownFacts}`
}

// What would turn the line round or steer a terminal that shows the log is written as JSON writes it.
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu

function plainLine(line: string): string {
  return line.replace(unprintable, (character) =>
    Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
      .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
      .join(''),
  )
}

function asJson(facts: Readonly<Record<string, unknown>>): string {
  try {
    return JSON.stringify(facts, shortened)
  } catch (error) {
    return JSON.stringify({ untold: String(error).split('\n', 1)[0] })
  }
}

function shortened(_name: string, fact: unknown): unknown {
  if (fact instanceof Error) {
    const { name, message, stack, cause } = fact
    return { name, message, stack, ...(cause === undefined ? {} : { cause }) }
  }
  if (typeof fact === 'bigint') return String(fact)
  if (typeof fact === 'string' && fact.length > longestFact)
    return `${fact.slice(0, boundaryBefore(fact, longestFact))}…`
  return fact
}

function bytesIn(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** castkeeper.log becomes castkeeper.1.log, that castkeeper.2.log; the one before goes. */
function rotateFiles(folder: string): void {
  const nameOf = (number: number) =>
    join(folder, number === 0 ? 'castkeeper.log' : `castkeeper.${number}.log`)
  try {
    for (let number = rotatedFiles; number > 0; number -= 1) {
      if (existsSync(nameOf(number - 1))) renameSync(nameOf(number - 1), nameOf(number))
    }
  } catch {
    // A log that cannot be moved away is emptied instead: it must not fill the disk.
    truncateSync(nameOf(0))
  }
}
