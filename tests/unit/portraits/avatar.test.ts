import { describe, expect, it } from 'vitest'
import { avatarAttributions, avatarFromUrl, drawAvatar } from '../../../src/main/portraits/avatar'
import { avatarStyles } from '../../../src/shared/portrait'
import { openLibrary } from '../../support/library'

// Everything through which an SVG could run code or reach for something outside itself.
const unsafe = /<script|<foreignObject|<image|<use|<!|\son\w+=|href=|url\((?!#)|javascript:|data:/i

describe('drawAvatar', () => {
  it.each(avatarStyles)('draws %s the same way every time, and safely', async (style) => {
    const svg = await drawAvatar({ style, seed: 'Mira' })
    expect(svg).toMatch(/^<svg [^>]*viewBox=/)
    expect(svg).not.toMatch(unsafe)
    expect(await drawAvatar({ style, seed: 'Mira' })).toBe(svg)
    expect(await drawAvatar({ style, seed: 'Tomas' })).not.toBe(svg)
  })

  it('draws other styles of the collection by their kebab-case names', async () => {
    const svg = await drawAvatar({ style: 'pixel-art-neutral', seed: 'Mira' })
    expect(svg).toContain('Pixel Art Neutral')
  })

  it.each(['no-such-style', '', '../adventurer', 'constructor', '__proto__'])(
    'falls back to the default style for %j',
    async (style) => {
      const fallback = await drawAvatar({ style: 'adventurer', seed: 'Mira' })
      expect(await drawAvatar({ style, seed: 'Mira' })).toBe(fallback)
    },
  )

  it.each([
    'Éowyn 🔥 田中',
    'E\u0301owyn',
    'مرحبا',
    '',
    '\ud800 lone',
    'x'.repeat(10_000),
    'a\u0000b',
  ])('takes any text as a seed: %#', async (seed) => {
    expect((await drawAvatar({ style: 'adventurer', seed })).isWellFormed()).toBe(true)
  })

  it('writes letters of a seed into an avatar only as text', async () => {
    const svg = await drawAvatar({ style: 'initials', seed: '<script> "&' })
    expect(svg).not.toMatch(unsafe)
    const control = await drawAvatar({ style: 'initials', seed: '\u0001\u0002 \u0003' })
    expect(control).not.toMatch(/[^\P{Cc}\n\r\t]/u)
  })

  it('draws the avatar of an address given as the seed, with its options', async () => {
    const address =
      'https://api.dicebear.com/9.x/lorelei/svg?seed=Mira&backgroundColor=b6e3f4&flip=true'
    const svg = await drawAvatar({ style: 'adventurer', seed: address })
    expect(svg).toContain('#b6e3f4')
    expect(svg).toContain('scale(-1 1)')
    expect(svg).toContain('Lorelei')
  })

  it('leaves out options that the style does not allow', async () => {
    const plain = await drawAvatar({ style: 'adventurer', seed: 'Mira' })
    const options = {
      backgroundColor: '"/><script>',
      rotate: '9000',
      size: '64',
      eyes: 'none-such',
      randomizeIds: 'true',
      toString: '1',
    }
    expect(await drawAvatar({ style: 'adventurer', seed: 'Mira', options })).toBe(plain)
  })
})

describe('avatarFromUrl', () => {
  it.each([
    ['https://api.dicebear.com/7.x/adventurer/png?seed=Mira&size=256', 'adventurer', 'Mira'],
    [
      'https://api.dicebear.com/9.x/pixel-art/svg?seed=%C3%89owyn+%F0%9F%94%A5',
      'pixel-art',
      'Éowyn 🔥',
    ],
    ['http://api.dicebear.com/9.4/lorelei/svg?seed=a%20b%2Bc', 'lorelei', 'a b+c'],
    ['https://api.dicebear.com/9.x/notionists/svg?seed=%E0%A4%A', 'notionists', '\ufffd%A'],
    ['https://api.dicebear.com/9.x/notionists/svg', 'notionists', ''],
  ])('reads %s', (url, style, seed) => {
    expect(avatarFromUrl(url)).toMatchObject({ style, seed })
  })

  it.each([
    'Mira',
    '',
    'https://api.dicebear.com.example.org/7.x/adventurer/png?seed=Mira',
    'https://user@api.dicebear.com:444/7.x/adventurer/png?seed=Mira',
    'https://api.dicebear.com/7.x/adventurer/json?seed=Mira',
    'https://api.dicebear.com/7.x/../adventurer/png',
    'https://api.dicebear.com/',
    'file:///api.dicebear.com/7.x/adventurer/png',
  ])('takes %j for something else', (text) => {
    expect(avatarFromUrl(text)).toBeNull()
  })

  it('joins repeated list options', () => {
    const url =
      'https://api.dicebear.com/9.x/shapes/svg?backgroundColor[]=fff000&backgroundColor[]=000fff'
    expect(avatarFromUrl(url)?.options).toEqual({ backgroundColor: 'fff000,000fff' })
  })
})

describe('avatarAttributions', () => {
  it('names the artist, licence and source of every style once', async () => {
    const attributions = await avatarAttributions()
    expect(attributions.length).toBeGreaterThan(20)
    expect(new Set(attributions.map(({ name }) => name)).size).toBe(attributions.length)
    for (const { name, licence, by, url } of attributions) {
      expect([name, licence, by].every((text) => text.length > 0)).toBe(true)
      expect(url).toMatch(/^https?:\/\//)
    }
    expect(attributions).toContainEqual({
      name: 'Adventurer',
      licence: 'CC BY 4.0',
      by: 'Lisa Wischofsky',
      url: 'https://www.figma.com/community/file/1184595184137881796',
    })
  })
})

describe('the painted busts', () => {
  it('differ from person to person', async () => {
    const seeds = Array.from({ length: 300 }, (_, index) => `Mira #${index}`)
    const drawn = await Promise.all(seeds.map((seed) => drawAvatar({ style: 'bust', seed })))
    expect(new Set(drawn).size).toBe(300)
    // Told apart by more than a line: by the colours of skin, hair and clothes, and by what they wear.
    const kinds = new Set(drawn.map((svg) => svg.replaceAll(/\d+(\.\d+)?/g, '')))
    expect(kinds.size).toBeGreaterThan(200)
  })

  it('are what a new character shows, while records of before keep their faces', () => {
    const { campaigns, characters, database } = openLibrary()
    const campaign = campaigns.create({ name: 'The Ember Court' })
    const [one, other] = [1, 2].map(() =>
      characters.create({ campaignId: campaign.id, name: 'Mira' }),
    )
    expect(one).toMatchObject({ avatarStyle: 'bust', avatarSeed: 'Mira #1' })
    expect(other).toMatchObject({ avatarStyle: 'bust', avatarSeed: 'Mira #2' })
    database
      .prepare(
        "UPDATE character SET avatar_style = 'adventurer', avatar_seed = 'Mira' WHERE id = 1",
      )
      .run()
    expect(characters.edit(1, { name: 'Miranda' })).toMatchObject({
      avatarStyle: 'adventurer',
      avatarSeed: 'Mira',
    })
  })
})
