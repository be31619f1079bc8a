import { join } from 'node:path'
import type { DiskUsage } from '../../shared/integrity'

/**
 * What becomes of something when the data moves to another disk: it goes along; it stays in the usual folder, as the
 * pointer and Chromium's own things do; it is made again there, as the locks of a library in use are; or SQLite takes
 * it along as part of the database.
 */
type Moving = 'moves' | 'stays' | 'made-again' | 'with-database'

export interface DataEntry {
  /** Below the data folder, as `docs/data-and-backup.md` writes it; `<…>` stands for letters, digits and `-_`, `…` for anything. */
  readonly names: readonly string[]
  readonly moves: Moving
  /** Whether what it holds is in a backup. */
  readonly backedUp: boolean
  /** Whether files are written in this folder under partial names, so that a start has to sweep it. */
  readonly sweeps: boolean
  /** What _Storage_ counts it as. */
  readonly countsAs: keyof DiskUsage
  /** What it means for the game master when it is lost; null for nothing at all. */
  readonly lostMeans: string | null
}

type Rest = Partial<Omit<DataEntry, 'names'>>

function entry(names: readonly string[], rest: Rest): DataEntry {
  const usual = { moves: 'moves', backedUp: false, sweeps: false, countsAs: 'other' } as const
  return { names, ...usual, lostMeans: null, ...rest }
}

const portraits = { backedUp: true, sweeps: true, countsAs: 'portraits' } as const

/** Everything that lies in the data folder. Where several names fit, the first counts; what is not named moves. */
export const dataFolder: readonly DataEntry[] = [
  entry(['castkeeper.db'], {
    backedUp: true,
    countsAs: 'database',
    lostMeans: 'put back a copy from `backups/`',
  }),
  entry(['castkeeper.db-wal', 'castkeeper.db-shm'], {
    moves: 'with-database',
    backedUp: true,
    countsAs: 'database',
    lostMeans: 'the last changes',
  }),
  entry(['castkeeper.db-ids'], { countsAs: 'database', lostMeans: 'written again' }),
  entry(['castkeeper.db….partial'], { countsAs: 'database' }),
  entry(['static/portraits/gm/'], {
    ...portraits,
    lostMeans: 'the avatar is shown, with a way to repair it',
  }),
  entry(['static/portraits/loose/'], { ...portraits, lostMeans: 'add the pictures again' }),
  entry(['static/portraits/characters/'], {
    ...portraits,
    lostMeans: 'the avatar is shown, with a way to repair it',
  }),
  entry(['inbox/'], { sweeps: true, lostMeans: 'a picture that was paid for' }),
  entry(['imports/<number>/'], { lostMeans: 'choose the old folder again' }),
  entry(['backups/daily_<date>_<time>.db'], { countsAs: 'databaseCopies' }),
  entry(['backups/before_migration_from_<n>_….db'], { countsAs: 'databaseCopies' }),
  entry(['backups/….db.partial', 'backups/….db.partial-wal'], { countsAs: 'databaseCopies' }),
  entry(['castkeeper_set_aside_…'], { countsAs: 'setAside' }),
  entry(['preferences.json', 'preferences.last-good.json'], {
    backedUp: true,
    lostMeans: 'the defaults',
  }),
  entry(['preferences.bad-….json', 'secrets.bad-….json'], {}),
  entry(['secrets.json'], { lostMeans: 'enter the key again' }),
  entry(['castkeeper.lock', 'castkeeper.lock-journal'], { moves: 'made-again' }),
  entry(['castkeeper.window', 'castkeeper.window-journal'], { moves: 'made-again' }),
  entry(['castkeeper-import.lock', 'castkeeper-import.lock-journal'], { moves: 'made-again' }),
  entry(['running'], { moves: 'made-again' }),
  entry(['window-door.json', 'window.sock'], { moves: 'made-again' }),
  entry(['backups.json'], { lostMeans: 'the usual folder' }),
  entry(['before_restore_<date>_<time>/'], { countsAs: 'setAside' }),
  entry(['quarantine/<date>_<time>/'], { countsAs: 'quarantine' }),
  entry(['work/'], { moves: 'made-again' }),
  entry(['restore.json'], {}),
  entry(['window-state.json'], {}),
  entry(['cache/thumbnails/'], { sweeps: true, countsAs: 'thumbnails', lostMeans: 'made again' }),
  entry(
    [
      'location.json',
      'location.json.partial',
      'location.bad-….json',
      'moved-<date>_<time>-<id>.json',
    ],
    {
      moves: 'stays',
      lostMeans: 'choose where it is now',
    },
  ),
  entry(['.castkeeper-moving'], { moves: 'made-again' }),
  entry(['logs/castkeeper.log', 'logs/castkeeper.1.log', 'logs/castkeeper.2.log'], {
    moves: 'made-again',
  }),
  entry(['window/', 'crashes/', 'Singleton…'], { moves: 'stays' }),
  entry(['Crashpad/', 'Dictionaries/', 'Local State', 'lockfile', 'DevToolsActivePort'], {
    moves: 'stays',
  }),
  entry(['.castkeeper-….placed'], { moves: 'made-again' }),
  entry(['.castkeeper-….partial', '.castkeeper-….claim', '….json.partial'], {
    moves: 'made-again',
  }),
]

function patternOf(name: string): string {
  const escaped = name.replace(/[.*+?^$(){}|[\]\\]/g, String.raw`\$&`)
  return escaped.replace(/<[^>]+>/g, String.raw`[\w-]+`).replaceAll('…', '[^/]*')
}

const tops = dataFolder.flatMap(({ names, moves }) =>
  names.map((name) => {
    // Chromium's things and the pointer may lie on a disk that knows no case.
    const flags = moves === 'stays' ? 'i' : ''
    return { pattern: new RegExp(`^${patternOf(name.split('/')[0] ?? '')}$`, flags), moves }
  }),
)

const paths = dataFolder.flatMap(({ names, countsAs }) =>
  names.map((name) => {
    const end = name.endsWith('/') ? '' : '$'
    return { pattern: new RegExp(`^${patternOf(name)}${end}`), countsAs }
  }),
)

/** What becomes of something directly in the data folder when the data moves. */
export function movingOf(name: string): Moving {
  return tops.find(({ pattern }) => pattern.test(name))?.moves ?? 'moves'
}

/** What _Storage_ counts a file as, by its path below the data folder with forward slashes. */
export function usageOf(path: string): keyof DiskUsage {
  return paths.find(({ pattern }) => pattern.test(path))?.countsAs ?? 'other'
}

/** The folders in which a killed process may have left partial files. */
export function sweptFolders(folder: string): string[] {
  const swept = dataFolder.filter(({ sweeps }) => sweeps).flatMap(({ names }) => names)
  return [folder, ...swept.map((name) => join(folder, name.slice(0, -1)))]
}
