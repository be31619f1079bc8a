import { lstatNow, setModeNow } from '../core/disk/blocking'

/** By these another program on this computer could drive our pages, read them, or loosen what holds them. */
const dangerousSwitches = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-address',
  'remote-debugging-targets',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'inspect-brk-node',
  'inspect-port',
  'auto-open-devtools-for-tabs',
  'load-extension',
  'disable-web-security',
  'disable-site-isolation-trials',
  'ignore-certificate-errors',
  'host-resolver-rules',
  'proxy-server',
  'proxy-pac-url',
  // By these a page's process is started through a program of the caller's choice, without the sandbox.
  'renderer-cmd-prefix',
  'utility-cmd-prefix',
  'gpu-launcher',
] as const

/** By these Chromium gives up its sandbox, or the part of it that limits the system calls of a page. */
const switchesAgainstSandbox = ['no-sandbox', 'disable-seccomp-filter-sandbox'] as const

interface Switches {
  hasSwitch(name: string): boolean
  removeSwitch(name: string): void
}

/**
 * Takes the switches for debugging away from an app that people have; in a checkout they stay. Call before
 * Electron is ready, which is when it would obey them. Answers with the names it took.
 */
export function dropDangerousSwitches(switches: Switches, isPackaged: boolean): readonly string[] {
  if (!isPackaged) return []
  const given = dangerousSwitches.filter((name) => switches.hasSwitch(name))
  for (const name of given) switches.removeSwitch(name)
  return given
}

/**
 * The switch by which this start gave up Chromium's sandbox, in which pictures from outside are decoded, or null.
 * Chromium itself refuses to start as root with it, so nothing is said there, nor in a checkout. It is too late to
 * take the switch away: the process from which pages are started is running by then.
 */
export function findSwitchAgainstSandbox(
  switches: Pick<Switches, 'hasSwitch'>,
  { isPackaged, uid }: { readonly isPackaged: boolean; readonly uid: number | undefined },
): string | null {
  if (!isPackaged || uid === 0) return null
  return switchesAgainstSandbox.find((name) => switches.hasSwitch(name)) ?? null
}

/**
 * Whether this start has no screen to show anything on. Electron ends without a word then, with a segmentation fault, for
 * commands as well: even its hidden windows need a display.
 */
export function isDisplayMissing(
  switches: Pick<Switches, 'hasSwitch'>,
  {
    platform = process.platform,
    env = process.env,
  }: { readonly platform?: NodeJS.Platform; readonly env?: NodeJS.ProcessEnv } = {},
): boolean {
  if (platform !== 'linux') return false
  const isNamed = (name: string): boolean => (env[name] ?? '') !== ''
  const isOther = ['ozone-platform', 'ozone-platform-hint', 'headless'].some((name) =>
    switches.hasSwitch(name),
  )
  return !(isNamed('DISPLAY') || isNamed('WAYLAND_DISPLAY') || isOther)
}

/** Has everything this process writes belong to its account alone. Does nothing on Windows. */
export function keepFilesPrivate(platform: NodeJS.Platform = process.platform): void {
  if (platform !== 'win32') process.umask(0o077)
}

/** Shuts a folder of ours, made before files were kept private, to other accounts; true if it was open. */
export function shutFolder(folder: string): boolean {
  try {
    const found = lstatNow(folder)
    if (found === null) return false
    const isOurs = found.isDirectory() && found.uid === process.getuid?.()
    if (!isOurs || (found.mode & 0o077) === 0) return false
    setModeNow(folder, found.mode & 0o700)
    return true
  } catch {
    // Not there, or on a disk that knows no accounts: then there is nothing to shut.
    return false
  }
}
