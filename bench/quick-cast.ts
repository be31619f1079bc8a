/** The library in which quick characters are drawn and kept; the folder is below the working one. */
export const quickCast = { folder: 'quick-cast', characters: 3_000 } as const
