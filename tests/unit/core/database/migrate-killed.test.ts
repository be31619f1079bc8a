import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import SQLite, { type Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import { addTextFunctions, migrations } from '../../../../src/main/core/database/migrations'
import { openDatabase } from '../../../../src/main/core/database/open'
import { makeFirstLibrary } from '../../../support/first-library'
import { makeClock } from '../../../support/records'

/** The statements of a step one by one; a trigger's inner ones belong to it. */
function statementsOf(step: string): string[] {
  const statements: string[] = []
  let rest = ''
  for (const line of step.split('\n')) {
    rest += `${line}\n`
    if (!/;\s*$/.test(line) || isOpenTrigger(rest)) continue
    statements.push(rest)
    rest = ''
  }
  return statements
}

const isOpenTrigger = (text: string): boolean =>
  /CREATE\s+(?:TEMP\s+)?TRIGGER/i.test(text) && !/\bEND;\s*$/i.test(text)

/** A library of this schema, brought there from the first one. */
function makeLibraryOf(version: number): string {
  const dataFolder = makeFirstLibrary()
  const database = new SQLite(join(dataFolder, 'castkeeper.db'))
  database.pragma('foreign_keys = OFF')
  addTextFunctions(database)
  for (const step of migrations.slice(1, version)) database.exec(step)
  database.pragma(`user_version = ${version}`)
  database.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  return dataFolder
}

/** Does the first statements of the next step and closes without a commit, which a kill comes to. */
function dieAfter(database: Database, statements: readonly string[]): void {
  database.pragma('foreign_keys = OFF')
  addTextFunctions(database)
  database.exec('BEGIN IMMEDIATE')
  for (const statement of statements) database.exec(statement)
  database.close()
}

test.each(migrations.slice(1).map((_, index) => index + 1))(
  'fault 69: the step from schema %i, killed after any of its statements, is undone and done whole the next time',
  { timeout: 60_000 },
  (version) => {
    const statements = statementsOf(migrations[version] ?? '')
    expect(statements.length).toBeGreaterThan(0)
    for (let count = 1; count <= statements.length; count += 1) {
      const dataFolder = makeLibraryOf(version)
      const path = join(dataFolder, 'castkeeper.db')
      const before = readFileSync(path)
      dieAfter(new SQLite(path), statements.slice(0, count))
      expect(readFileSync(path).equals(before)).toBe(true)
      const database = openDatabase({ dataFolder, clock: makeClock() })
      expect(database.pragma('user_version', { simple: true })).toBe(migrations.length)
      expect(database.prepare('SELECT name FROM character').pluck().all()).toEqual(['Éowyn'])
      expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
      database.close()
    }
  },
)
