import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { inModules, projectNode, root } from '../setup/checkout.mjs'
import { runForeground } from '../setup/child-process.mjs'
import { failure, outcomesOfPlaywright, outcomesOfVitest } from './outcomes.mjs'
import { tools } from './tools.mjs'

/** @typedef {import('./outcomes.mjs').Outcome} Outcome */
/** @typedef {{env: NodeJS.ProcessEnv, reports: string, patterns: readonly string[]}} Surroundings */

/**
 * Each stage runs one tool to its end and says what became of it.
 * @type {Record<'lint' | 'types' | 'unit' | 'electron', (surroundings: Surroundings) => Promise<Outcome[]>>}
 */
export const stages = {
  async lint({ env }) {
    return [{ title: 'lint', hasPassed: await runAll(tools.lint, env) }]
  },

  async types({ env }) {
    return [{ title: 'types', hasPassed: await runAll(tools.types, env) }]
  },

  async unit({ env, reports, patterns }) {
    const report = join(reports, 'unit.json')
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const args = ['run', ...reporters, '--passWithNoTests', ...patterns]
    const code = await runTool(inModules('vitest/vitest.mjs'), args, env)
    return readReport('unit tests', report, code, outcomesOfVitest)
  },

  async electron({ env, reports, patterns }) {
    const report = join(reports, 'electron.json')
    const only = ['--reporter=list,json', '--pass-with-no-tests', '--forbid-only']
    const code = await runTool(inModules('playwright/cli.js'), ['test', ...only, ...patterns], {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      // It decides about colours itself, and what it starts would complain about two opinions.
      NO_COLOR: undefined,
    })
    return readReport('Electron tests', report, code, outcomesOfPlaywright)
  },
}

/**
 * @param {readonly (readonly string[])[]} commands
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<boolean>} whether every one of them found nothing
 */
async function runAll(commands, env) {
  let hasPassed = true
  for (const [script = '', ...args] of commands)
    hasPassed = (await runTool(script, args, env)) === 0 && hasPassed
  return hasPassed
}

/**
 * @param {string} script
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runTool(script, args, env) {
  return runForeground(projectNode(), [script, ...args], { cwd: root, env })
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
