import { describe, expect, test } from 'vitest'
import { checkLibrary } from '../../support/check-library'
import { addCast, openLibrary, picture, storePortrait } from '../../support/library'
import { openTrash, removeForGood, rowsOf } from '../../support/trash'

async function makeScene() {
  const library = openLibrary()
  const { campaign, character } = addCast(library)
  await storePortrait(library, campaign, { bytes: picture(1) })
  const first = await storePortrait(library, character, { bytes: picture(2) })
  const second = await storePortrait(library, character, { bytes: picture(3) })
  const trash = openTrash(library)
  const shown = () => library.portraits.current(character)?.id ?? null
  return { library, trash, campaign, character, first, second, shown }
}

/** Everything but the times at which it was last changed. */
function stateOf(library: ReturnType<typeof openLibrary>): unknown {
  return JSON.parse(JSON.stringify(rowsOf(library)), (key, value) =>
    key === 'updated_at' ? undefined : value,
  )
}

test.each(['', 'yesterday', '9999999-01-01', '2026-13-45T00:00:00Z'])(
  'what was trashed at “%s” is listed, and never leaves by itself',
  async (when) => {
    const { library, trash, character, first, second } = await makeScene()
    library.portraits.trash(first.id)
    library.portraits.trash(second.id)
    library.characters.trash(character.id)
    library.database.prepare('UPDATE portrait SET trashed_at = ? WHERE id = ?').run(when, first.id)
    const { entries } = trash.list({ kind: 'all', offset: 0, limit: 10 }, 30)
    const leaving = entries.map(({ kind, id, leavesAt }) => [kind, id, leavesAt !== null])
    expect(leaving).toContainEqual(['portrait', first.id, false])
    expect(leaving).toContainEqual(['portrait', second.id, true])
    expect(trash.summary(30).next).not.toBeNull()
  },
)

describe('out of the trash', () => {
  test('a portrait that was shown is shown again, with its whole story', async () => {
    const { library, trash, second, first, shown } = await makeScene()
    const before = stateOf(library)
    library.portraits.trash(second.id)
    expect(shown()).toBe(first.id)
    const restored = trash.restore([{ kind: 'portrait', id: second.id }])
    expect(restored.items).toEqual([{ kind: 'portrait', id: second.id }])
    expect(shown()).toBe(second.id)
    expect(stateOf(library)).toEqual(before)
  })

  test('a portrait that was not shown only comes back into the history', async () => {
    const { library, trash, first, second, character, shown } = await makeScene()
    library.portraits.trash(first.id)
    trash.restore([{ kind: 'portrait', id: first.id }])
    expect(shown()).toBe(second.id)
    expect(library.portraits.history(character)).toHaveLength(2)
  })

  test('of several that were shown one after the other the first one to go is shown', async () => {
    const { library, trash, first, second, shown } = await makeScene()
    library.portraits.trash(second.id)
    library.portraits.trash(first.id)
    expect(shown()).toBeNull()
    trash.restore([
      { kind: 'portrait', id: second.id },
      { kind: 'portrait', id: first.id },
    ])
    expect(shown()).toBe(second.id)
  })

  test('a character brings its campaign along, and a portrait both', async () => {
    const { library, trash, campaign, character, first } = await makeScene()
    library.portraits.trash(first.id)
    library.characters.trash(character.id)
    library.campaigns.trash(campaign.id)
    const [entry] = trash.list({ kind: 'portrait', offset: 0, limit: 5 }, 30).entries
    expect(entry?.within).toEqual(['character', 'campaign'])
    const { items } = trash.restore([{ kind: 'portrait', id: first.id }])
    expect(items).toEqual([
      { kind: 'campaign', id: campaign.id },
      { kind: 'character', id: character.id },
      { kind: 'portrait', id: first.id },
    ])
    expect(library.campaigns.list()).toHaveLength(1)
    expect(
      library.cast.list({
        campaignId: 1,
        search: '',
        sort: 'name',
        filter: 'all',
        offset: 0,
        limit: 9,
      }).total,
    ).toBe(1)
  })

  test('a campaign comes back with the journal that went with it, and not with what went before', async () => {
    const { library, trash, campaign } = await makeScene()
    library.database.exec(`
      INSERT INTO import (source_name, source, state, decisions, process_id, started_at)
        VALUES ('old', '{}', 'done', '{}', 1, '2026-01-01');
      INSERT INTO message (campaign_id, role, text, import_id, origin_id, trashed_at)
        VALUES (${campaign.id}, 'user', 'Taken back long ago', 1, 1, '2026-01-02'),
          (${campaign.id}, 'user', 'Never in the trash', 1, 2, NULL);`)
    library.campaigns.trash(campaign.id)
    library.database.exec(`INSERT INTO message (campaign_id, role, text, import_id, origin_id, trashed_at)
      SELECT id, 'user', 'Went with it', 1, 3, trashed_at FROM campaign`)
    trash.restore([{ kind: 'campaign', id: campaign.id }])
    expect(
      library.database
        .prepare('SELECT text FROM message WHERE trashed_at IS NULL ORDER BY origin_id')
        .pluck()
        .all(),
    ).toEqual(['Never in the trash', 'Went with it'])
  })

  test('what was taken out is put back as it lay there, with the faces as they were', async () => {
    const { library, trash, campaign, character, first, second, shown } = await makeScene()
    library.portraits.trash(second.id)
    library.portraits.makeCurrent(character, null)
    library.portraits.trash(first.id)
    library.campaigns.trash(campaign.id)
    const restored = trash.restore([{ kind: 'portrait', id: second.id }])
    expect(shown()).toBe(second.id)
    trash.putBack(restored)
    expect(shown()).toBeNull()
    expect(trash.summary(30).entries).toEqual({
      campaign: 1,
      character: 0,
      portrait: 2,
      session: 0,
    })
    trash.restore([{ kind: 'portrait', id: second.id }])
    expect(shown()).toBe(second.id)
  })

  test('a thousand at once come back in one go, or none of them', async () => {
    const { library, trash, campaign } = await makeScene()
    const items = Array.from({ length: 1_000 }, (_, at) => {
      const { id } = library.characters.create({ campaignId: campaign.id, name: `N ${at}` })
      library.characters.trash(id)
      return { kind: 'character', id } as const
    })
    const gone = { kind: 'character', id: 9_999 } as const
    expect(() => trash.restore([...items, gone])).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    )
    expect(trash.summary(30).entries.character).toBe(1_000)
    expect(trash.restore(items).items).toHaveLength(1_000)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
  })

  test('what was removed for good does not come back, and that is said', async () => {
    const { library, trash, second } = await makeScene()
    library.portraits.trash(second.id)
    await removeForGood(trash, 'all')
    expect(() => trash.restore([{ kind: 'portrait', id: second.id }])).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    )
  })
})
