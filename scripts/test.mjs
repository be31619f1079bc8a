// npm test: everything that has to hold, from a bare clone. Its last line is `N passed, N failed`; the lint and the
// types count as one each, every test as one. A failed stage does not stop the next one.
//   npm test -- unit                    one stage: lint, types, unit or electron
//   npm test -- tests/unit/campaign     the tests whose file fits
//   npm run test:long                   the same with the loops of kills and power cuts at their full length
import { chmodSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { ensureBuild } from './setup/build.mjs'
import { toolEnvironment } from './setup/checkout.mjs'
import { openDisplays } from './setup/display.mjs'
import { SetupError, say } from './setup/messages.mjs'
import { environmentFor, prepare } from './setup/prepare.mjs'
import { runScript } from './setup/run-script.mjs'
import { makeWorkFolder } from './setup/work-folder.mjs'
import { countFaults, failure } from './testing/outcomes.mjs'
import { stages } from './testing/stages.mjs'
import { workers } from './testing/workers.mjs'

/** @typedef {keyof typeof stages} Stage */
/** @typedef {import('./testing/outcomes.mjs').Outcome} Outcome */

const all = /** @type {Stage[]} */ (Object.keys(stages))

runScript(async () => {
  const { chosen, patterns, isLong } = choose(process.argv.slice(2))
  const runtime = await prepare({ build: false })
  const displays = chosen.includes('electron') ? await openDisplays(workers) : []
  const display = {
    ...displays[0],
    CASTKEEPER_TEST_DISPLAYS: displays.map(({ DISPLAY }) => DISPLAY).join(' '),
  }
  // What the tests leave in the system's folder for temporary files goes with ours. Like that folder it is open to
  // everybody: some tests give up root's rights.
  const reports = makeWorkFolder(tmpdir())
  chmodSync(reports, 0o755)
  const length = isLong ? { CASTKEEPER_LONG_TESTS: '1' } : {}
  const colours = process.stdout.isTTY ? {} : { NO_COLOR: '1' }
  const env = toolEnvironment({
    ...environmentFor(runtime),
    ...display,
    ...colours,
    ...length,
    TMPDIR: reports,
  })

  /** @type {Outcome[]} */
  const outcomes = []
  for (const stage of chosen) {
    console.log(`\n--- ${stage}`)
    if (stage === 'electron') {
      const brokenBuild = await build()
      if (brokenBuild) {
        outcomes.push(brokenBuild)
        continue
      }
    }
    const results = await stages[stage]({ env, reports, patterns })
    const isEmpty = results.length === 0 && patterns.length === 0
    outcomes.push(...(isEmpty ? [failure(stage, 'there are no tests')] : results))
  }
  if (outcomes.length === 0)
    outcomes.push(failure('tests', `no test file fits ${patterns.join(' ')}`))
  return conclude(outcomes)
})

/**
 * @param {readonly string[]} given
 * @returns {{chosen: Stage[], patterns: string[], isLong: boolean}}
 */
function choose(given) {
  const isLong = given.includes('--long')
  const args = given.filter((arg) => arg !== '--long')
  /** @param {string} arg */
  const isStage = (arg) => Object.hasOwn(stages, arg)
  const named = all.filter((stage) => args.includes(stage))
  const patterns = args.filter((arg) => !isStage(arg))
  if (named.length > 0) return { chosen: named, patterns, isLong }
  if (patterns.length === 0) return { chosen: all, patterns, isLong }
  /** @type {Stage[]} */
  const fitting = []
  if (!patterns.every((pattern) => pattern.includes('tests/electron'))) fitting.push('unit')
  if (!patterns.every((pattern) => pattern.includes('tests/unit'))) fitting.push('electron')
  return { chosen: fitting, patterns, isLong }
}

/** @returns {Promise<Outcome | undefined>} what to count when there is nothing to run the Electron tests on */
async function build() {
  try {
    await ensureBuild()
    return undefined
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
    return failure('build', 'the app does not build, so no Electron test ran')
  }
}

/** @param {readonly Outcome[]} outcomes */
function conclude(outcomes) {
  const failed = outcomes.filter(({ hasPassed }) => !hasPassed)
  const faults = countFaults(outcomes)
  console.log()
  for (const { title, reason } of failed)
    console.log(`failed: ${title}${reason ? ` (${reason})` : ''}`)
  console.log(`faults: ${faults.tried} tried, ${faults.held} held`)
  console.log(`${outcomes.length - failed.length} passed, ${failed.length} failed`)
  return failed.length === 0 ? 0 : 1
}
