import { z } from 'zod'
import { idSchema, type Subject, subjectSchema } from './subject'

/** Faces that the players can see side by side. */
export const mostOnStage = 4
/** Faces that can wait to be shown. */
export const mostQueued = 200

/** How a picture fills its part of the players' screen: whole, or cut to leave no bars. */
export const playersFits = ['contain', 'cover'] as const
export type PlayersFit = (typeof playersFits)[number]

/**
 * A face to be shown. With a `portraitId` it is that portrait; null is the subject's avatar, and without one it is
 * whatever the subject shows now.
 */
export const faceRequestSchema = z.strictObject({
  subject: subjectSchema.optional(),
  portraitId: idSchema.nullable().optional(),
})

export type FaceRequest = z.output<typeof faceRequestSchema>

/**
 * What is done with faces: `toggle` shows one and takes it away if it is shown, `replace` shows exactly these, `beside`
 * adds them to those that are shown, `queue` lets them wait.
 */
export const showModes = ['toggle', 'replace', 'beside', 'queue'] as const
export type ShowMode = (typeof showModes)[number]

/** A face on stage or in the queue. It stays this picture, even if the subject shows another one later. */
export interface PlayersFace {
  /** Null for an unassigned portrait. */
  readonly subject: Subject | null
  /** Null for the subject's avatar. */
  readonly portraitId: number | null
  /** For the game master; the players see it only while names are shown. */
  readonly name: string | null
}

/** A key that is equal for equal pictures. */
export function faceKey({ subject, portraitId }: Omit<PlayersFace, 'name'>): string {
  if (portraitId !== null) return `portrait:${portraitId}`
  return subject === null ? 'none' : `avatar:${subject.kind}:${subject.id}`
}

/** What a screen is recognized by later; its id alone changes too easily. Sizes are in its own pixels. */
export const rememberedScreenSchema = z.strictObject({
  id: z.number(),
  label: z.string().max(200),
  widthPx: z.number(),
  heightPx: z.number(),
  scaleFactor: z.number(),
  isInternal: z.boolean(),
  /** Of its upper left corner, relative to the primary screen's. */
  xPx: z.number(),
  yPx: z.number(),
})

export type RememberedScreen = z.infer<typeof rememberedScreenSchema>

/** Where the players' window opens: on this screen, as an ordinary window, or where the game master says each time. */
export const playersScreenSchema = z.union([z.enum(['ask', 'window']), rememberedScreenSchema])

/** A screen to choose from; its number is painted on it while the game master is asked. */
export interface NumberedScreen {
  readonly number: number
  readonly id: number
  readonly label: string
  readonly widthPx: number
  readonly heightPx: number
  /** True for the screen that shows the game master's window. */
  readonly isOwn: boolean
}

/** What went wrong or changed without the game master's doing; each has a sentence. */
export const playersTroubles = [
  'unplugged',
  'back',
  'closed',
  'crashed',
  'picture',
  'gone',
  'restored',
] as const
export type PlayersTrouble = (typeof playersTroubles)[number]

/** What the players' page has painted, with its shape: width over height. */
export interface PlayersSeen {
  readonly faces: readonly PlayersFace[]
  readonly areNamesShown: boolean
  readonly fit: PlayersFit
  readonly shape: number
}

/** Of the players' page before it has said its own. */
export const usualShape = 16 / 9

/** The players' window as the game master's window shows it. */
export interface PlayersState {
  /** `hidden`: its screen was unplugged. */
  readonly window: 'closed' | 'open' | 'hidden'
  readonly stage: readonly PlayersFace[]
  readonly isBlack: boolean
  readonly areNamesShown: boolean
  /** What the players' page said that it has painted. */
  readonly seen: PlayersSeen
  readonly queue: readonly PlayersFace[]
  /** Which of the queue is on stage. */
  readonly at: number | null
  /** Those to choose from while the game master is asked which one it opens on; else none. */
  readonly screens: readonly NumberedScreen[]
  readonly trouble: PlayersTrouble | null
}

/** Nothing is open and nothing is shown. */
export const closedPlayers: PlayersState = {
  window: 'closed',
  stage: [],
  isBlack: false,
  areNamesShown: false,
  seen: { faces: [], areNamesShown: false, fit: 'contain', shape: usualShape },
  queue: [],
  at: null,
  screens: [],
  trouble: null,
}
