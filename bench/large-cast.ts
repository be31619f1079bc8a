/** The library in which all of one cast are selected and moved to the trash; the folder is below the working one. */
export const largeCast = { folder: 'large-cast', characters: 10_000 } as const
