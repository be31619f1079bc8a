export interface ChromiumOfflineOptions {
  readonly appendSwitch: (name: string, value?: string) => void
  /** The development server, which the window may reach; null in a built app. */
  readonly developmentHost: string | null
}

/** Each switches off something that Chromium requests on its own. */
const switches = [
  'disable-background-networking',
  'disable-component-update',
  'disable-domain-reliability',
  'disable-sync',
  'no-pings',
] as const

const features = [
  'AutofillServerCommunication',
  'CertificateTransparencyComponentUpdater',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
] as const

/**
 * Keeps Chromium off the network: the app's screens are its own files, and only the main process connects to image
 * services. Call before Electron is ready.
 */
export function disableChromiumNetwork({
  appendSwitch,
  developmentHost,
}: ChromiumOfflineOptions): void {
  for (const name of switches) appendSwitch(name)
  appendSwitch('disable-features', features.join(','))
  // No host has an address, and no proxy is asked for one.
  const except = developmentHost === null ? '' : `, EXCLUDE ${developmentHost}`
  appendSwitch('host-resolver-rules', `MAP * ~NOTFOUND${except}`)
  appendSwitch('no-proxy-server')
}
