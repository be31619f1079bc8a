import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { beforeEach, describe, expect, test } from 'vitest'
import { openForRestore } from '../../../src/main/backup/open-for-restore'
import { restoreBackup, undoRestore } from '../../../src/main/backup/restore'
import { restoreSelectedFrom } from '../../../src/main/backup/restore-selected'
import { createNameWords } from '../../../src/main/campaigns/names'
import { createSpending, type Spending } from '../../../src/main/generation/spending/spending'
import { createAddPortraits } from '../../../src/main/portraits/add-portraits'
import type { RestoreSelection } from '../../../src/shared/backup'
import { createTranslator } from '../../../src/shared/translate'
import { backUp } from '../../support/backup/making'
import { restoreParts } from '../../support/backup/restoring'
import { addCast, type Library, openLibrary } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'
import { makeClock } from '../../support/records'

readInPlace()

const november = '2026-11'
let library: Library
let spending: Spending

beforeEach(() => {
  library = openLibrary()
  addCast(library)
  spending = createSpending(library)
})

function spend(usd: number, of = spending): string {
  return of.reserve({
    subject: { kind: 'character', id: 1 },
    service: 'openai',
    host: 'api.example',
    model: 'm',
    pictures: 1,
    worst: { usd, by: 'own-price' },
    maxCostUsd: null,
  })
}

const spendingOf = (of: Database) => createSpending({ database: of, clock: makeClock() })

describe('what was spent', () => {
  test('is not taken back by a restore, nor by undoing it, and no line counts twice', async () => {
    const early = spend(1)
    spending.setLimits({ dayUsd: 90 })
    const { path } = await backUp(library)
    spending.settleRefused(early)
    spend(2)
    library.database.close()

    const parts = restoreParts(library.dataFolder)
    const { setAside } = await restoreBackup(path, parts)
    const restored = spendingOf(parts.libraryHandle.database())
    expect(restored.month(november)).toMatchObject({ spentUsd: 0, openUsd: 2 })
    spend(4, restored)

    parts.libraryHandle.close()
    undoRestore(setAside?.name ?? '', parts)
    const back = spendingOf(parts.libraryHandle.database())
    expect(back.month(november)).toMatchObject({ spentUsd: 0, openUsd: 6 })
    expect(back.month(november).rows).toHaveLength(3)
    parts.libraryHandle.close()
  })

  test('comes with a backup to a library that is gone', async () => {
    spend(1)
    spending.setLimits({ monthUsd: 3, campaign: { id: 1, monthUsd: 2 } })
    const { path } = await backUp(library)
    library.database.close()
    writeFileSync(join(library.dataFolder, 'castkeeper.db'), 'no database at all')
    const parts = restoreParts(library.dataFolder)
    await restoreBackup(path, parts)
    const restored = spendingOf(parts.libraryHandle.database()).month(november)
    expect(restored.openUsd).toBe(1)
    expect(restored.limits).toEqual({
      dayUsd: null,
      monthUsd: 3,
      campaigns: [{ campaignId: 1, monthUsd: 2 }],
    })
    parts.libraryHandle.close()
  })

  test('is taken along by a restore of single records', async () => {
    spend(1)
    const { path } = await backUp(library)
    const here = openLibrary()
    const visit = await openForRestore(path, here)
    try {
      const order: RestoreSelection = {
        campaigns: [1],
        characters: [],
        how: 'as-copies',
        campaignId: null,
      }
      const parts = {
        ...here,
        addPortraits: createAddPortraits(here),
        nameWords: createNameWords(createTranslator('en').t),
      }
      await restoreSelectedFrom(visit, order, parts)
      await restoreSelectedFrom(visit, order, parts)
    } finally {
      await visit.close()
    }
    expect(createSpending(here).month(november)).toMatchObject({ openUsd: 1 })
  })
})

test('a restore raises no limit: the stricter one stays', async () => {
  spending.setLimits({ dayUsd: 5, monthUsd: 50, campaign: { id: 1, monthUsd: 9 } })
  const { path } = await backUp(library)
  spending.setLimits({ dayUsd: 2, monthUsd: 80, campaign: { id: 1, monthUsd: null } })
  library.database.close()
  const parts = restoreParts(library.dataFolder)
  await restoreBackup(path, parts)
  expect(spendingOf(parts.libraryHandle.database()).limits()).toEqual({
    dayUsd: 2,
    monthUsd: 50,
    campaigns: [{ campaignId: 1, monthUsd: 9 }],
  })
  parts.libraryHandle.close()
})
