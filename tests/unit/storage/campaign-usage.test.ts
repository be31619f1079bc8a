import { expect, test } from 'vitest'
import { trashedBytes, usageByCampaign } from '../../../src/main/storage/campaign-usage'
import { addCast, openLibrary, picture, storePortrait } from '../../support/library'

test('portraits count for their campaign, its characters’ and those in the trash included, the largest first', async () => {
  const library = openLibrary()
  const { campaign, character } = addCast(library)
  const other = library.campaigns.create({ name: 'Empty' })
  const large = library.campaigns.create({ name: 'Large' })
  const bytes = Buffer.concat([picture(9), Buffer.alloc(5_000)])
  await storePortrait(library, { kind: 'campaign', id: large.id }, { bytes })
  const one = await storePortrait(library, campaign)
  const two = await storePortrait(library, character, { bytes: picture(2) })
  library.portraits.trash(two.id)
  expect(usageByCampaign(library.database)).toEqual([
    { campaignId: large.id, name: 'Large', isTrashed: false, portraits: 1, bytes: bytes.length },
    {
      campaignId: campaign.id,
      name: 'La Quête du Dragon Noir',
      isTrashed: false,
      portraits: 2,
      bytes: one.bytes + two.bytes,
    },
  ])
  expect(trashedBytes(library.database)).toBe(two.bytes)
  library.campaigns.trash(large.id)
  expect(usageByCampaign(library.database)[0]).toMatchObject({ name: 'Large', isTrashed: true })
  expect(other.id).toBeGreaterThan(0)
})
