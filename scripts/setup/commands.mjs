import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/**
 * @param {string} command
 * @returns {string | undefined} where the command is, when it is on the path (or is a path) and executable
 */
export function findCommand(command) {
  const folders = command.includes('/') ? [''] : (process.env.PATH ?? '').split(delimiter)
  for (const folder of folders) {
    const file = folder ? join(folder, command) : command
    if (!existsSync(file)) continue
    try {
      accessSync(file, constants.X_OK)
      return file
    } catch {
      // Not executable for us: the next folder of the path may have one that is.
    }
  }
  return undefined
}

/**
 * The npm that runs us, or the one on the path.
 * @returns {{command: string, args: string[]}}
 */
export function npmCommand() {
  const { npm_execpath: script, npm_node_execpath: node } = process.env
  if (script && /npm-cli\.[cm]?js$/.test(script))
    return { command: node || process.execPath, args: [script] }
  if (process.platform === 'win32') return { command: 'cmd.exe', args: ['/d', '/s', '/c', 'npm'] }
  return { command: 'npm', args: [] }
}
