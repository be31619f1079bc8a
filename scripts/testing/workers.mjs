/** How many Electron tests run at the same time. */
export const workers = 2
