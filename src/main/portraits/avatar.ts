import type { Style } from '@dicebear/core'
import { bustStyle, defaultAvatarStyle } from '../../shared/portrait'
import type { Attribution } from '../../shared/start'
import { readAvatarOptions } from './avatar-options'
import { drawBust } from './bust-avatar'
import type { PortraitProvenance } from './provenance'

/** What decides an avatar: the same order always draws the same picture. */
export interface AvatarOrder {
  /** Our own busts, or a DiceBear style in kebab case; an unknown one is drawn in the default style. */
  readonly style: string
  /** Any text, or the address of a DiceBear avatar, which is then drawn as that address says. */
  readonly seed: string
  /** Options from an address's query, as they stand there. */
  readonly options?: Readonly<Record<string, string>>
}

const mostDrawings = 200
const drawings = new Map<string, Promise<string>>()

/** The avatar as SVG text with a transparent ground, drawn without a network. */
export function drawAvatar(order: AvatarOrder): Promise<string> {
  const wanted = avatarFromUrl(order.seed) ?? order
  const key = JSON.stringify([wanted.style, wanted.seed, wanted.options])
  const drawing = drawings.get(key) ?? draw(wanted)
  drawings.delete(key)
  drawings.set(key, drawing)
  const [oldest] = drawings.keys()
  if (drawings.size > mostDrawings && oldest !== undefined) drawings.delete(oldest)
  // A style that failed to load must be tried again the next time.
  drawing.catch(() => drawings.delete(key))
  return drawing
}

async function draw({ style, seed, options = {} }: AvatarOrder): Promise<string> {
  if (style === bustStyle) return drawBust(seed)
  const [{ createAvatar, schema }, drawn] = await Promise.all([
    import('@dicebear/core'),
    loadStyle(style),
  ])
  const svg = createAvatar(drawn, {
    ...readAvatarOptions(options, [schema, drawn.schema]),
    seed: seed.toWellFormed(),
  }).toString()
  // XML 1.0 §2.2 has no place for these, and the style `initials` writes letters of the seed.
  return svg.replace(/(?![\t\n\r])[\p{Cc}\uFFFE\uFFFF]/gu, '')
}

async function loadStyle(name: string): Promise<Style<object>> {
  const styles = await import('@dicebear/collection/async')
  const wanted = name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())
  const load = Object.entries(styles).find(([key]) => key === wanted)?.[1]
  return load === undefined ? loadStyle(defaultAvatarStyle) : load()
}

const addressPath = /^\/\d+(?:\.(?:x|\d+))*\/([a-z-]+)\/(?:svg|png|jpe?g|webp|avif)\/?$/

/**
 * The avatar a permanent DiceBear address stands for
 * (`https://api.dicebear.com/7.x/adventurer/png?seed=Mira`), or null for any other text.
 */
export function avatarFromUrl(text: string): AvatarOrder | null {
  if (!/^https?:\/\/api\.dicebear\.com\//i.test(text) || !URL.canParse(text)) return null
  const url = new URL(text)
  const style = addressPath.exec(url.pathname)?.[1]
  if (url.host !== 'api.dicebear.com' || style === undefined) return null
  const options: Record<string, string> = Object.create(null)
  for (const [name, value] of url.searchParams) {
    const key = name.replace(/\[\d*\]$/, '')
    options[key] = name !== key && key in options ? `${options[key]},${value}` : value
  }
  const { seed = '', ...rest } = options
  return { style, seed, options: rest }
}

/** Who drew the avatar styles that come with the app, and under which licence, by title. */
export async function avatarAttributions(): Promise<readonly Attribution[]> {
  const styles = await import('@dicebear/collection/async')
  const metas = await Promise.all(Object.values(styles).map(async (load) => (await load()).meta))
  const byTitle = new Map<string, Attribution>()
  for (const meta of metas) {
    const name = meta.title ?? ''
    // A face and its neutral variant are one work of one artist.
    if (byTitle.has(name)) continue
    byTitle.set(name, {
      name,
      licence: meta.license?.name ?? '',
      by: meta.creator ?? '',
      url: meta.source ?? meta.homepage ?? '',
    })
  }
  return [...byTitle.values()].toSorted((one, other) => one.name.localeCompare(other.name, 'en'))
}

/** How a drawn avatar was made, as its portrait says it; for an address, what that address names. */
export function avatarProvenance(order: Pick<AvatarOrder, 'style' | 'seed'>): PortraitProvenance {
  const { style, seed } = avatarFromUrl(order.seed) ?? order
  return { source: 'avatar', provider: 'avatar', model: style, parameters: { seed } }
}
