/** What the app was started for. */
export type Purpose =
  | { readonly kind: 'window' }
  | { readonly kind: 'version' }
  | { readonly kind: 'help' }
  | { readonly kind: 'command'; readonly words: readonly string[] }

interface Started {
  readonly argv: readonly string[]
  /** In a checkout `argv` also names the app's folder, and perhaps modules to load before it. */
  readonly isPackaged: boolean
}

// Read by Electron itself or by the desktop; a command never has an option of these names.
const notForCommands =
  /^--(user-data-dir|lang|no-sandbox|remote-debugging-\w+|inspect\S*|disable-\S+|enable-\S+|ozone-\S+|password-store|force-\S+|allow-\S+|no-\S+|use-\S+|original-process-start-time|type)(=|$)/

/** Reads from the process arguments whether a window or a command was asked for. */
export function readPurpose({ argv, isPackaged }: Started): Purpose {
  const words = ownWords(argv, isPackaged).filter((word) => !notForCommands.test(word))
  const first = words[0]
  if (first === '--version' || first === '-v') return { kind: 'version' }
  if (first === '--help' || first === '-h' || first === 'help') return { kind: 'help' }
  return words.some((word) => !word.startsWith('-'))
    ? { kind: 'command', words }
    : { kind: 'window' }
}

function ownWords(argv: readonly string[], isPackaged: boolean): string[] {
  const words = argv.slice(1)
  if (isPackaged) return words
  const withoutLoaders = words.filter(
    (word, index) => word !== '-r' && words[index - 1] !== '-r' && word !== '--require',
  )
  const appFolder = withoutLoaders.findIndex((word) => !word.startsWith('-'))
  return withoutLoaders.filter((_word, index) => index !== appFolder)
}
