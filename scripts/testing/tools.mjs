import { join } from 'node:path'
import { inModules, root } from '../setup/checkout.mjs'

const biome = [inModules('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']
const floors = [join(root, 'scripts/lint/floors.mjs')]
const projects = ['tsconfig.node.json', 'tsconfig.web.json', 'tsconfig.tests.json']

/**
 * The commands of each tool that needs no Electron, one after the other: a script and its words.
 * @type {Record<'lint' | 'fix' | 'types' | 'test:watch', readonly (readonly string[])[]>}
 */
export const tools = {
  lint: [biome, floors],
  fix: [[...biome, '--write']],
  types: projects.map((project) => [inModules('typescript/bin/tsc'), '-p', project, '--noEmit']),
  'test:watch': [[inModules('vitest/vitest.mjs'), 'watch']],
}
