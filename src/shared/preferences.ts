import { z } from 'zod'
import { characterSorts } from './character'
import { greatestQuality, leastQuality, storageWays, usualQuality } from './compression'
import {
  imageServiceIds,
  longestWaitMinutes,
  providerIds,
  responseFormats,
  shortestWaitMinutes,
} from './generation'
import { playersFits, playersScreenSchema } from './players'
import { usdSchema } from './spending'

export const languages = ['en', 'fr'] as const
export type Language = (typeof languages)[number]

export const mostRecentCampaigns = 8
export const leastCardWidthPx = 88
export const greatestCardWidthPx = 360
export const leastPanelWidthPx = 340
export const greatestPanelWidthPx = 1_200

const serviceProfileSchema = z.strictObject({
  baseUrl: z.string().max(2_000),
  model: z.string().max(200),
  responseFormat: z.enum(responseFormats),
  /** How long an answer may take; null for what is usual where the service lies. */
  waitMinutes: z.number().int().min(shortestWaitMinutes).max(longestWaitMinutes).nullable(),
  /** What a picture costs there, in USD; null for what the price list says of the model. */
  pricePerPictureUsd: usdSchema.nullable(),
  /** Where the host of the address lay when it was saved; it may be private only if it was then. */
  reach: z.enum(['unknown', 'private', 'public']),
})

/** What the game master prefers; kept in `preferences.json`. `system` follows the operating system. */
export const preferencesSchema = z.strictObject({
  language: z.enum(['system', ...languages]),
  theme: z.enum(['system', 'lamplight', 'parchment']),
  density: z.enum(['comfortable', 'dense']),
  /** The width of a card on the walls, in CSS pixels; null is what the density says. */
  cardWidthPx: z.number().int().min(leastCardWidthPx).max(greatestCardWidthPx).nullable(),
  /** The width of the open character's panel, in CSS pixels; null grows with the window. */
  panelWidthPx: z.number().int().min(leastPanelWidthPx).max(greatestPanelWidthPx).nullable(),
  sort: z.enum(characterSorts),
  /** Where the players' window opens, and how a picture fills its part of it. */
  playersScreen: playersScreenSchema,
  playersFit: z.enum(playersFits),
  zoom: z.number().min(0.5).max(3),
  provider: z.enum(providerIds),
  /** Whether keeping a quick character orders a portrait at the preferred service. */
  orderAfterKeeping: z.boolean(),
  services: z.record(z.enum(imageServiceIds), serviceProfileSchema),
  /** Free space below which the game master is warned, whichever of the two is less. */
  spaceWarningMb: z.number().int().min(0).max(10_000_000),
  spaceWarningPercent: z.number().int().min(0).max(100),
  /** Free room below which nothing new is ordered at an image service. */
  spaceRefusalMb: z.number().int().min(0).max(10_000_000),
  /** The most that small copies of portraits may take. */
  thumbnailCacheMb: z.number().int().min(16).max(1_000_000),
  lastCampaignId: z.number().int().positive().nullable(),
  /** The campaigns opened last, newest first. */
  recentCampaignIds: z.array(z.number().int().positive()).max(mostRecentCampaigns),
  /** The campaign of the sample cast, while the window offers to remove it. */
  sampleCampaignId: z.number().int().positive().nullable(),
  /** How new portraits are stored, and the quality of those stored as lossy WebP. */
  newPortraits: z.enum(storageWays),
  webpQuality: z.number().int().min(leastQuality).max(greatestQuality),
  /** How many portraits of each campaign and character stay in its history; null keeps all. */
  portraitsKept: z.number().int().min(1).max(10_000).nullable(),
  /** After how many days what lies in the trash leaves it for good; null keeps it until asked. */
  trashDays: z.number().int().min(7).max(365).nullable(),
})

export type Preferences = z.infer<typeof preferencesSchema>
export type ServiceProfile = z.infer<typeof serviceProfileSchema>

const untested = { waitMinutes: null, pricePerPictureUsd: null, reach: 'unknown' } as const

/** Models and addresses as of November 2026, from openai 7.57.0 and the servers' documentation. */
export const defaultPreferences: Preferences = {
  language: 'system',
  theme: 'system',
  density: 'comfortable',
  cardWidthPx: null,
  panelWidthPx: null,
  sort: 'name',
  playersScreen: 'ask',
  playersFit: 'contain',
  zoom: 1,
  provider: 'avatar',
  orderAfterKeeping: false,
  services: {
    openai: {
      baseUrl: 'https://api.openai.com/v1',
      model: 'gpt-image-2.5-flare',
      responseFormat: 'b64_json',
      ...untested,
    },
    compatible: { baseUrl: '', model: 'dall-e-3', responseFormat: 'url', ...untested },
    local: {
      baseUrl: 'http://127.0.0.1:11434/v1',
      model: '',
      responseFormat: 'b64_json',
      ...untested,
    },
  },
  spaceWarningMb: 2_000,
  spaceWarningPercent: 5,
  spaceRefusalMb: 200,
  thumbnailCacheMb: 512,
  lastCampaignId: null,
  recentCampaignIds: [],
  sampleCampaignId: null,
  newPortraits: 'as-received',
  webpQuality: usualQuality,
  portraitsKept: null,
  trashDays: 30,
}

/** Changes to preferences: any subset of them. */
export const preferenceChangesSchema = preferencesSchema.partial()
export type PreferenceChanges = z.infer<typeof preferenceChangesSchema>
