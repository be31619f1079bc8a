/**
 * What the scripts say. All of it goes to stderr: stdout belongs to the app's own commands, whose output may be piped
 * into another program.
 */

/** A failure we foresaw: what happened, and what the reader can do about it. */
export class SetupError extends Error {
  /**
   * @param {string} what the step that failed and why
   * @param {string} todo what to do next, with the exact command where there is one
   */
  constructor(what, todo) {
    super(what)
    this.name = 'SetupError'
    this.todo = todo
  }
}

/** @param {string} line */
export function say(line) {
  process.stderr.write(`castkeeper: ${line}\n`)
}

/**
 * The last lines of a command's output, for a failure message.
 * @param {string} text
 * @param {number} [lines]
 */
export function lastLines(text, lines = 8) {
  return text
    .trim()
    .split('\n')
    .slice(-lines)
    .map((line) => `  | ${line}`)
    .join('\n')
}
