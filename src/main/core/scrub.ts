/** A folder and the word that stands for it in the log, such as `<data>`. */
export type NamedFolder = readonly [path: string, word: string]

const keys = /\b(?:sk|pk|rk|gsk|r8|hf|xai|key|api)[-_][\w-]{8,}/gi
const bearers = /\b(bearer|basic)[\s:=]+[\w.~+/=-]{6,}/gi
const addresses = /\b(https?|wss?):\/\/[^\s"'`<>|\\^{}]+/gi
const signatures =
  /\b(sig|signature|(?:access_?)?token|api_?key|secret|password|credential|x-amz-[a-z-]+)=[^&\s"'`<>]+/gi

/**
 * Takes keys, bearer tokens, everything but the host of web addresses, signatures and the paths of
 * these folders out of a text. The last guard of the log: nothing that needs it should come this far.
 */
export function createScrubber(folders: readonly NamedFolder[]): (text: string) => string {
  const spellings = folders
    .filter(([path]) => path.length > 1)
    .flatMap(([path, word]) => spellingsOf(path).map((spelling) => [spelling, word] as const))
    // The user data folder usually lies in the home folder: the longer one goes first.
    .sort(([a], [b]) => b.length - a.length)

  return (text) => {
    let clean = text
    for (const [spelling, word] of spellings) clean = clean.replaceAll(spelling, word)
    return clean
      .replace(addresses, hostOnly)
      .replace(bearers, '$1 [key]')
      .replace(keys, '[key]')
      .replace(signatures, '$1=[…]')
  }
}

// As the system writes it, inside JSON, with forward slashes, and inside a file: address.
function spellingsOf(path: string): string[] {
  const forward = path.replaceAll('\\', '/')
  return [...new Set([path, path.replaceAll('\\', '\\\\'), forward, encodeURI(forward)])]
}

function hostOnly(address: string, scheme: string): string {
  if (!URL.canParse(address)) return `${scheme}://[…]`
  const { host, pathname, search } = new URL(address)
  return pathname === '/' && search === '' ? `${scheme}://${host}` : `${scheme}://${host}/[…]`
}
