import type { AboutCastkeeper, Attribution } from '../../shared/start'

export interface AboutFacts {
  readonly version: string
  /** As `process.versions` has them. */
  readonly versions: { readonly electron?: string; readonly chrome?: string }
  readonly sqlite: string
  readonly dataFolder: string
  readonly avatars: () => Promise<readonly Attribution[]>
}

/** What the About window says, with the attributions of all that Castkeeper contains. */
export async function describeApp(facts: AboutFacts): Promise<AboutCastkeeper> {
  const { version, versions, sqlite, dataFolder, avatars } = facts
  // Read only on request: it is long.
  const notices = await import('../../../resources/third-party-notices.json')
  return {
    version,
    electron: versions.electron ?? '',
    chromium: versions.chrome ?? '',
    sqlite,
    dataFolder,
    software: notices.default,
    avatars: await avatars(),
  }
}
