import type { ElectronApplication, Page } from 'playwright'
import type { Bridge, RequestInput, RequestName, RequestOutput } from '../../src/shared/contract'
import type { AddedPortrait } from '../../src/shared/portrait'
import type { Subject } from '../../src/shared/subject'

declare global {
  interface Window {
    readonly castkeeper: Bridge
  }
}

/** Sends one request of the contract from the app's own page. Throws when main reports an error. */
export async function request<Name extends RequestName>(
  page: Page,
  name: Name,
  input: RequestInput<Name>,
): Promise<RequestOutput<Name>> {
  const reply = await page.evaluate(([asked, given]) => window.castkeeper.request(asked, given), [
    name,
    input,
  ] as const)
  if (reply.ok) return reply.value as RequestOutput<Name>
  throw new Error(`${name}: ${reply.error.code}`)
}

/** Drops a picture on a subject, as the page does. */
export async function dropPicture(
  page: Page,
  subject: Subject,
  picture: Buffer,
): Promise<AddedPortrait> {
  const reply = await page.evaluate(
    ([whose, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const input = { subject: whose, name: 'dropped.png', bytes, how: 'dropped' }
      return window.castkeeper.request('portraits:add', input)
    },
    [subject, picture.toString('base64')] as const,
  )
  if (reply.ok) return reply.value as AddedPortrait
  throw new Error(`portraits:take-in: ${reply.error.code}`)
}

/** A campaign with one character, made in the running app. */
export async function makeCast(page: Page): Promise<{ campaign: Subject; character: Subject }> {
  const campaign = await request(page, 'campaigns:create', { name: 'La Quête du Dragon Noir' })
  const character = await request(page, 'characters:create', {
    campaignId: campaign.id,
    name: 'Éowyn 🔥 田中',
  })
  return {
    campaign: { kind: 'campaign', id: campaign.id },
    character: { kind: 'character', id: character.id },
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** Base64. */
  readonly body: string
}

/** Asks for an address as main itself may, through the very same protocol. */
export function ask(
  app: ElectronApplication,
  url: string,
  method: 'GET' | 'HEAD' | 'POST' = 'GET',
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return app.evaluate(
    async ({ net }, [address, how, extra]) => {
      // The debugger's own calls cut into whatever main is doing. One that comes while Node has just found its
      // queue of ticks empty would queue a tick that is never run, and with it every stream after it.
      await new Promise((resolve) => setTimeout(resolve))
      const response = await net.fetch(address, { method: how, headers: extra })
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: Buffer.from(await response.arrayBuffer()).toString('base64'),
      }
    },
    [url, method, headers] as const,
  )
}

/** Shows pictures in the page and resolves with the natural width of each, 0 for a broken one. */
export function showPictures(page: Page, urls: readonly string[]): Promise<number[]> {
  return page.evaluate(
    (addresses) =>
      Promise.all(
        addresses.map(
          (address) =>
            new Promise<number>((resolve) => {
              const image = new Image()
              image.onload = () => resolve(image.naturalWidth)
              image.onerror = () => resolve(0)
              image.src = address
            }),
        ),
      ),
    [...urls],
  )
}
