import { appendFileSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { storeBackup } from '../../../src/main/backup/store'
import { type CheckParts, checkData } from '../../../src/main/health/check'
import { hashesInStore, quarantineFile, takeFromBackup } from '../../../src/main/health/mend'
import { makeLibrary, makeTarget, partsOf } from '../../support/backup/making'
import { checkLibrary } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import { fileOf, type Library } from '../../support/library'

const checkParts = (library: Library, hashesInBackups = new Set<string>()): CheckParts => ({
  ...library,
  lastVerifiedBackupAt: null,
  hashesInBackups,
})

describe('checking everything', () => {
  test('a sound library is called so, and its bytes are counted', async () => {
    const library = await makeLibrary()
    const report = await checkData(checkParts(library))
    expect(report).toMatchObject({ verdict: 'sound', findings: [], portraits: 6, files: 6 })
    expect(report.usage.database).toBeGreaterThan(50_000)
    expect(report.usage.portraits).toBeGreaterThan(300)
  })

  test('names the lost, the harmed and the file of nobody, each with what can be done', async () => {
    const library = await makeLibrary()
    const [lost, harmed] = [library.character, library.other].map((one) =>
      library.portraits.current(one),
    )
    if (!lost || !harmed) throw new Error('there are portraits')
    rmSync(fileOf(library, lost))
    appendFileSync(fileOf(library, harmed), 'x')
    const stray = 'static/portraits/characters/somebody.png'
    writeFileSync(join(library.dataFolder, stray), 'of nobody')
    const { verdict, findings } = await checkData(checkParts(library, new Set([lost.sha256])))
    expect(verdict).toBe('findings')
    expect(findings).toEqual([
      {
        kind: 'portrait',
        portraitId: lost.id,
        subject: library.character,
        name: 'Éowyn 🔥 田中',
        state: 'missing',
        isCurrent: true,
        actions: ['take-from-backup', 'choose-from-history'],
      },
      {
        kind: 'portrait',
        portraitId: harmed.id,
        subject: library.other,
        name: 'Grünwald l’Ancien',
        state: 'damaged',
        isCurrent: true,
        actions: ['choose-from-history'],
      },
      { kind: 'file-without-row', path: stray, bytes: 9, actions: ['quarantine'] },
    ])
    await quarantineFile({ ...library, backupFolder: '' }, stray)
    expect(existsSync(join(library.dataFolder, stray))).toBe(false)
    const kept = readdirSync(join(library.dataFolder, 'quarantine'), { recursive: true })
    expect(kept.map(String).some((name) => name.endsWith('somebody.png'))).toBe(true)
  })

  test('a portrait comes back from an automatic backup by its hash', async () => {
    const library = await makeLibrary()
    const folder = makeTarget()
    await storeBackup(partsOf(library), { folder, why: 'day' })
    const harmed = library.portraits.current(library.character)
    if (harmed === null) throw new Error('there is a portrait')
    writeFileSync(fileOf(library, harmed), 'harmed')
    expect((await hashesInStore(folder)).has(harmed.sha256)).toBe(true)
    await takeFromBackup({ ...library, backupFolder: folder }, harmed.id)
    expect(library.portraits.find(harmed.id)?.state).toBe('sound')
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    expect((await checkData(checkParts(library))).verdict).toBe('sound')
  })

  test('a file that has a row, or is none of ours, is never moved', async () => {
    const library = await makeLibrary()
    const parts = { ...library, backupFolder: '' }
    for (const path of ['static/portraits/gm/gm_1.png', '../secrets.json', 'castkeeper.db']) {
      expect((await appErrorOf(quarantineFile(parts, path))).code).toBe('not-found')
    }
  })

  test('can be cancelled', async () => {
    const library = await makeLibrary()
    const stop = new AbortController()
    const checking = checkData(checkParts(library), {
      signal: stop.signal,
      onProgress: () => stop.abort(),
    })
    expect((await appErrorOf(checking)).code).toBe('backup-cancelled')
  })
})
