/** The old library that is imported, below the working folder: more than what is decoded picture by picture. */
export const oldLibrary = { folder: 'old', characters: 10_000 } as const
