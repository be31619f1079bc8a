const biome = ['@biomejs/biome/bin/biome', 'check', '--error-on-warnings']
const projects = ['tsconfig.node.json', 'tsconfig.web.json']

/**
 * The commands of each tool that needs no Electron, one after the other: a script inside node_modules and its words.
 * @type {Record<'lint' | 'fix' | 'types' | 'test:watch', readonly (readonly string[])[]>}
 */
export const tools = {
  lint: [biome],
  fix: [[...biome, '--write']],
  types: projects.map((project) => ['typescript/bin/tsc', '-p', project, '--noEmit']),
  'test:watch': [['vitest/vitest.mjs', 'watch']],
}
