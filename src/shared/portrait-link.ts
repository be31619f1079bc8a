import { z } from 'zod'
import type { AddedPortrait } from './portrait'

/** An address as it was typed or pasted. The main process decides whether it may be contacted. */
export const linkUrlSchema = z
  .string()
  .max(4_000)
  .trim()
  .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:', {
    error: 'link-not-https',
  })

/** The facts of an address, before it is contacted. */
export interface CheckedLink {
  readonly host: string
  /** It is signed or temporary: it contains credentials and is not stored. */
  readonly isTemporary: boolean
}

/** Where a portrait's picture can be requested again. */
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
