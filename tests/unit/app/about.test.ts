import { describe, expect, it } from 'vitest'
import { collectAttributions } from '../../../scripts/notices.mjs'
import { describeApp } from '../../../src/main/app/about'
import { avatarAttributions } from '../../../src/main/portraits/avatar'
import { avatarStyles } from '../../../src/shared/portrait'

const about = () =>
  describeApp({
    version: '0.1.0',
    versions: { electron: '45.4.1', chrome: '150.0' },
    sqlite: '3.53.0',
    dataFolder: '/data',
    avatars: avatarAttributions,
  })

describe('About', () => {
  it('says which versions run, and where the data is', async () => {
    expect(await about()).toMatchObject({
      version: '0.1.0',
      electron: '45.4.1',
      chromium: '150.0',
      sqlite: '3.53.0',
      dataFolder: '/data',
    })
  })

  it('names everything that is in the app (else run: node scripts/notices.mjs)', async () => {
    const { software } = await about()
    expect(software).toEqual(collectAttributions())
  })

  it('names a licence, a holder and a place for each', async () => {
    const { software, avatars } = await about()
    expect(software.length).toBeGreaterThan(100)
    for (const one of [...software, ...avatars]) {
      expect(one.licence, one.name).not.toBe('')
      expect(one.url, one.name).toMatch(/^https:\/\//)
    }
  })

  it('names the artist of every avatar style', async () => {
    expect((await about()).avatars.length).toBeGreaterThanOrEqual(avatarStyles.length)
  })
})
