const knownDatabase = /^database(?:_backup_\d{8}_?\d{6})?\.db$/i
const anyDatabase = /\.(?:db|db3|sqlite|sqlite3)$/i
const oldPicture = /^(?:gm|character)_\d+\.\w+$/i
const oldFolder = /^(?:gm|characters)$/i

/**
 * Whether these files, by their paths with forward slashes, are what the old app has left: `maybe` when there is a
 * database that could be any program's.
 */
export function guessOldLibrary(files: readonly string[]): 'yes' | 'maybe' | 'no' {
  let guess: 'maybe' | 'no' = 'no'
  for (const file of files) {
    const parts = file.split(/[\\/]/)
    const name = parts.at(-1) ?? ''
    if (knownDatabase.test(name)) return 'yes'
    if (oldPicture.test(name) && oldFolder.test(parts.at(-2) ?? '')) return 'yes'
    if (anyDatabase.test(name)) guess = 'maybe'
  }
  return guess
}
