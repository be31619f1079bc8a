import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { fillLibrary, findingsOf, plant } from '../../support/integrity'
import { picture } from '../../support/library'

const characters = 'static/portraits/characters'

describe('whose a file may be', () => {
  const ownerOf = async (library: Parameters<typeof findingsOf>[0]) => {
    const [finding] = await findingsOf(library)
    return finding?.kind === 'file-without-row' ? finding.owner : undefined
  }

  test.each([
    ['character_3-7.png', { kind: 'character', id: 3 }, 'Sitter 2'],
    ['gm_1 (copy).webp', { kind: 'campaign', id: 1 }, 'La Quête du Dragon Noir'],
  ])('is told by its name: %s', async (name, subject, owner) => {
    const library = fillLibrary(4)
    plant(library, `static/portraits/found/${name}`, 'a face')
    expect(await ownerOf(library)).toEqual({
      subject,
      name: owner,
      isTrashed: false,
      because: 'name',
    })
  })

  test('is told by its bytes, before its name', async () => {
    const library = fillLibrary(4)
    const bytes = Buffer.concat([picture(2), Buffer.alloc(2, '2')])
    plant(library, `${characters}/character_99.png`, bytes)
    expect(await ownerOf(library)).toMatchObject({ name: 'Sitter 2', because: 'hash' })
  })

  test('is told by the quarantine', async () => {
    const library = fillLibrary(4)
    const [owner] = library.filled
    plant(library, `${characters}/x.png`, 'an original')
    const order = { why: 'compressed', portraitId: owner?.id ?? 0, facts: {} } as const
    await library.quarantine.put(`${characters}/x.png`, order)
    plant(library, `${characters}/y.png`, 'an original')
    expect(await ownerOf(library)).toMatchObject({ name: 'Sitter 1', because: 'quarantine' })
  })

  test('is told by an order that ended when it was written', async () => {
    const library = fillLibrary(4)
    library.database.exec(`INSERT INTO generation_job (character_id, provider, base_url, model, prompt,
      parameters, count, state, process_id, created_at, updated_at) VALUES (4, 'p', 'u', 'm', 'x', '{}',
      1, 'done', 1, '2026-11-20T11:59:00.000Z', '2026-11-20T12:01:00.000Z')`)
    plant(library, `${characters}/whoever.png`, 'a face')
    expect(await ownerOf(library)).toMatchObject({ name: 'Sitter 3', because: 'date' })
  })

  test('is unknown where nothing points to an owner', async () => {
    const library = fillLibrary(4)
    plant(library, `${characters}/character_900.png`, 'a face')
    expect(await ownerOf(library)).toBeNull()
    expect(readdirSync(join(library.dataFolder, characters))).toHaveLength(5)
  })
})
