import { z } from 'zod'
import type { AddedPortrait } from './portrait'

/** An address as somebody typed or pasted it. What may be dialled is judged in the main process. */
export const linkUrlSchema = z
  .string()
  .max(4_000)
  .trim()
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', {
    error: 'link-not-https',
  })

/** What an address is, before anybody is contacted. */
export interface CheckedLink {
  readonly host: string
  /** It is signed or lent for a while: it holds credentials and is not kept. */
  readonly isTemporary: boolean
}

/** Where a portrait's picture can be asked for again. */
export interface PortraitLink {
  readonly portraitId: number
  readonly url: string
  readonly host: string
  readonly checkedAt: string
}

export interface AddedLink extends AddedPortrait {
  /** False for an address that will not last. */
  readonly isLinkKept: boolean
}

export type LinkUpdate =
  | { readonly state: 'unchanged'; readonly checkedAt: string }
  | ({ readonly state: 'new' } & AddedPortrait)
