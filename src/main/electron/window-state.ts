import { z } from 'zod'

export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface WindowState extends Area {
  readonly isMaximised: boolean
}

/** Where a window opens; without x and y it is centred. */
export type WindowPlace = Omit<WindowState, 'x' | 'y'> & {
  readonly x?: number
  readonly y?: number
}

export const minimumSize = { width: 900, height: 600 } as const
const usualSize = { width: 1280, height: 860 } as const
/** So much of the title bar must be on a screen for a hand to take hold of it. */
const handle = { width: 160, height: 32 } as const

const stateSchema = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().positive(),
  height: z.int().positive(),
  isMaximised: z.boolean(),
})

/**
 * Where to open the window: where it was, if that is still on a screen, and no larger than that
 * screen. `stored` can be anything. Sizes in device-independent pixels.
 */
export function placeWindow(stored: unknown, screens: readonly Area[]): WindowPlace {
  const parsed = stateSchema.safeParse(stored)
  const state = parsed.success ? parsed.data : null
  const screen = state ? screens.find((area) => isInReach(state, area)) : undefined
  const room = screen ?? screens[0] ?? { x: 0, y: 0, ...usualSize }
  const wanted = state ?? usualSize
  const size = {
    width: Math.max(minimumSize.width, Math.min(wanted.width, room.width)),
    height: Math.max(minimumSize.height, Math.min(wanted.height, room.height)),
    isMaximised: state?.isMaximised ?? false,
  }
  return state && screen ? { x: state.x, y: state.y, ...size } : size
}

function isInReach(window: Area, screen: Area): boolean {
  const shared = (from: number, length: number, otherFrom: number, otherLength: number) =>
    Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom)
  return (
    shared(window.x, window.width, screen.x, screen.width) >= handle.width &&
    shared(window.y, handle.height, screen.y, screen.height) >= handle.height
  )
}
