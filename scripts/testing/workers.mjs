/**
 * How many Electron tests run at the same time. A test waits for its app about a third of its time, so three keep two
 * cores busy; each has a display of its own.
 */
export const workers = 3
