import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inModules, projectNode, root } from '../setup/checkout.mjs'
import { runForeground } from '../setup/child-process.mjs'
import { failure, outcomesOfPlaywright, outcomesOfVitest } from './outcomes.mjs'

/** @typedef {import('./outcomes.mjs').Outcome} Outcome */
/** @typedef {{env: NodeJS.ProcessEnv, reports: string, patterns: readonly string[]}} Surroundings */

/**
 * Each stage runs one tool to its end and says what became of it.
 * @type {Record<'lint' | 'types' | 'unit' | 'electron', (surroundings: Surroundings) => Promise<Outcome[]>>}
 */
export const stages = {
  async lint({ env }) {
    const code = await runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings'], env)
    return [{ title: 'lint', hasPassed: code === 0 }]
  },

  async types({ env }) {
    let hasPassed = true
    for (const project of ['tsconfig.node.json', 'tsconfig.web.json']) {
      const code = await runTool('typescript/bin/tsc', ['-p', project, '--noEmit'], env)
      hasPassed &&= code === 0
    }
    return [{ title: 'types', hasPassed }]
  },

  async unit({ env, reports, patterns }) {
    const report = join(reports, 'unit.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const args = ['run', ...reporters, '--passWithNoTests', ...patterns]
    const code = await runTool('vitest/vitest.mjs', args, env)
    return readReport('unit tests', report, code, outcomesOfVitest)
  },

  async electron({ env, reports, patterns }) {
    const report = join(reports, 'electron.json')
    const only = ['--reporter=list,json', '--pass-with-no-tests', '--forbid-only']
    const code = await runTool('playwright/cli.js', ['test', ...only, ...patterns], {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      // It decides about colours itself, and what it starts would complain about two opinions.
      NO_COLOR: undefined,
    })
    return readReport('Electron tests', report, code, outcomesOfPlaywright)
  },
}

/**
 * @param {string} script inside node_modules
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runTool(script, args, env) {
  return runForeground(projectNode(), [inModules(script), ...args], { cwd: root, env })
}

/**
 * @template Report
 * @param {string} title
 * @param {string} file
 * @param {number} code
 * @param {(report: Report) => Outcome[]} read
 * @returns {Outcome[]}
 */
function readReport(title, file, code, read) {
  if (!existsSync(file)) return [failure(title, `the runner ended without results (code ${code})`)]
  const outcomes = read(JSON.parse(readFileSync(file, 'utf8')))
  return code === 0 || outcomes.some(({ hasPassed }) => !hasPassed)
    ? outcomes
    : [...outcomes, failure(title, `the runner ended with code ${code}`)]
}
