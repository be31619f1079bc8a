import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { OldPortrait } from '../../../src/main/legacy-import/old-library'
import { makeOldFolder, scanIn, treeHash } from '../../support/legacy/scanning'
import {
  type ExpectedRow,
  expectedLibrary,
  sharedLibrary,
  sharedLibraryNames,
} from '../../support/legacy/shared-libraries'

const reasons = {
  'truncated-png': 'file-truncated',
  'truncated-jpeg': 'file-truncated',
  'zero-byte': 'file-empty',
  'html-page': 'file-not-a-picture',
} as const

const hasPicture = ({ file, embedded }: OldPortrait): boolean => file !== null || embedded !== null

describe('the old app’s own libraries', () => {
  test.each(sharedLibraryNames)(
    'are what was found in them by hand, row by row: %s',
    async (name) => {
      const expected = expectedLibrary(name)
      const before = treeHash(sharedLibrary(name))
      const temporaryFolder = makeOldFolder()
      const findings = await scanIn(sharedLibrary(name), { temporaryFolder })
      const { library, portraits } = findings
      expect(library?.generation).toBe(name === 'gen-early' ? 'G1' : 'G3')
      expect(library?.unreadable).toEqual([])
      expect(library?.users).toEqual(expected.users.map(({ id, email }) => ({ id, email })))
      expect(library?.messageCount).toBe(expected.summary.messages)
      const rows = [...expected.campaigns, ...expected.characters]
      expect(portraits.map((portrait) => [portrait.originId, portrait.class])).toEqual(
        rows.map((row) => [row.id, row.class]),
      )
      for (const [at, row] of rows.entries()) await agree(row, portraits[at])
      expect(findings.looseFiles.map(({ path }) => `static/portraits/${path}`)).toEqual(
        expected.orphan_files.map(({ path }) => path),
      )
      expect(findings.refused).toEqual([])
      await findings.close()
      expect(treeHash(sharedLibrary(name))).toEqual(before)
      expect(readdirSync(temporaryFolder)).toEqual([])

      async function agree(row: ExpectedRow, portrait: OldPortrait | undefined): Promise<void> {
        if (portrait === undefined) throw new Error(`no portrait for ${row.name}`)
        expect.soft(hasPicture(portrait), row.name).toBe(row.image_obtainable_offline)
        expect.soft(portrait.isRecovery, row.name).toBe(row.recoverable_file !== undefined)
        if (row.corruption !== undefined) {
          expect.soft(portrait.reason, row.name).toBe(reasons[row.corruption])
        }
        const file = row.recoverable_file ?? row.file
        if (portrait.file === null || file === undefined) return
        expect.soft(`static/portraits/${portrait.file.path}`).toBe(file.path)
        expect.soft(portrait.file.format, row.name).toBe(file.real_format)
        const bytes = await findings.readFile(portrait.file)
        expect.soft(createHash('sha256').update(bytes).digest('hex'), row.name).toBe(file.sha256)
      }
    },
  )

  test.each(sharedLibraryNames)('keep all that stands in their rows: %s', async (name) => {
    const expected = expectedLibrary(name)
    const { library, close } = await scanIn(sharedLibrary(name))
    expect(
      library?.campaigns.map(({ name, userId, language }) => [name, userId, language]),
    ).toEqual(expected.campaigns.map((row) => [row.name, row.user_id, row.language]))
    expect(library?.campaigns.map(({ themes }) => themes)).toEqual(
      expected.campaigns.map((row) => JSON.parse(row.themes ?? '[]')),
    )
    expect(library?.campaigns.map(({ id }) => library.messagesOfCampaign.get(id) ?? 0)).toEqual(
      expected.campaigns.map((row) => row.message_count),
    )
    expect(
      library?.characters.map(({ name, campaignId, level, gender }) => [
        name,
        campaignId,
        level,
        gender,
      ]),
    ).toEqual(
      expected.characters.map((row) => [
        row.name,
        row.campaign_id ?? null,
        row.level ?? null,
        row.gender ?? null,
      ]),
    )
    if (name === 'gen-v3') {
      expect(library?.campaigns[0]).toMatchObject({
        aiModel: 'DeepSeek',
        createdAt: '2025-08-08T15:31:00.000Z',
        isArchived: false,
      })
    }
    await close()
  })
})
