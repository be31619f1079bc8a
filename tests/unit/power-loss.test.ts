import SQLite from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { ownDisks } from '../support/child/own-mounts'
import { runChild } from '../support/child/run'
import { openLibrary } from '../support/library'
import { rounds } from '../support/long'

interface Outcome {
  readonly code: number | null
  readonly cuts: number
  readonly complaints: readonly string[]
  readonly said: readonly string[]
}

const mostCuts = rounds(6, 12)

async function cutPower(flow: string): Promise<Outcome> {
  const end = await runChild({
    script: 'power-cut.ts',
    args: [flow, String(mostCuts), ownDisks === null ? 'kill' : 'cut'],
    under: ownDisks ?? [],
  })
  expect(end.code, end.stderr).toBe(0)
  return JSON.parse(end.lines.join(''))
}

// On a disk of their own, whose image is looked at while the work stands still: what was not synced is not in
// it. Where nobody may mount one, the work is killed instead, which forgets less.
describe('the power goes at random moments, after each acknowledged step and at the end', () => {
  test.each([
    'portraits',
    'edits',
    'import',
    'quarantine',
    'compression',
    'backup',
    'automatic backup',
    'restore',
    'move',
    'migration',
    'emptying the trash',
  ])(
    'fault 75: %s keeps what was acknowledged and is never half',
    { timeout: 60_000 },
    async (flow) => {
      const { code, cuts, complaints } = await cutPower(flow)
      expect(complaints).toEqual([])
      expect(cuts).toBeGreaterThan(0)
      expect(code).toBe(ownDisks === null ? null : 0)
    },
  )

  // This proves that the ones above can fail.
  test('fault 75: a database that does not wait for the disk forgets portraits', async () => {
    if (ownDisks === null) {
      const { database } = openLibrary()
      expect(database.pragma('synchronous', { simple: true })).toBe(2)
      expect(new SQLite(':memory:').pragma('synchronous', { simple: true })).not.toBe(0)
      database.close()
      return
    }
    const { complaints } = await cutPower('portraits without syncs of the database')
    expect(complaints.join('\n')).toContain('portraits are lost')
  })
})
