/**
 * What became of one test, or of a stage that counts as one.
 * @typedef {object} Outcome
 * @property {string} title
 * @property {boolean} hasPassed
 * @property {string} [reason] why it counts as failed, where the runner's own output does not say so
 */

/**
 * @typedef {object} VitestReport the parts of `vitest --reporter=json` that are read here
 * @property {boolean} success
 * @property {{name: string, status: string, assertionResults: {title: string, status: string}[]}[]} testResults
 */

/**
 * @typedef {object} PlaywrightSuite
 * @property {PlaywrightSuite[]} [suites]
 * @property {{title: string, tests: {status: string}[]}[]} specs
 */

/**
 * @typedef {object} PlaywrightReport the parts of `playwright test --reporter=json` that are read here
 * @property {PlaywrightSuite[]} suites
 * @property {unknown[]} errors
 */

/**
 * A skipped test counts as failed: it has shown nothing. So does a file that could not be loaded, and an error outside
 * every test.
 * @param {VitestReport} report
 * @returns {Outcome[]}
 */
export function outcomesOfVitest({ success, testResults }) {
  const outcomes = testResults.flatMap(({ name, status, assertionResults }) => {
    const tests = assertionResults.map((test) => outcome(test.title, test.status, 'passed'))
    const isBroken = status === 'failed' && tests.every(({ hasPassed }) => hasPassed)
    return isBroken ? [...tests, failure(name, 'the file failed outside its tests')] : tests
  })
  return success || outcomes.some(({ hasPassed }) => !hasPassed)
    ? outcomes
    : [...outcomes, failure('unit tests', 'an error happened outside every test')]
}

/**
 * @param {PlaywrightReport} report
 * @returns {Outcome[]} counted as for vitest
 */
export function outcomesOfPlaywright({ suites, errors }) {
  const outcomes = suites.flatMap(outcomesOfSuite)
  return errors.length === 0
    ? outcomes
    : [...outcomes, failure('Electron tests', 'an error happened outside every test')]
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {Outcome[]}
 */
function outcomesOfSuite({ suites = [], specs }) {
  const own = specs.flatMap(({ title, tests }) =>
    tests.map(({ status }) => outcome(title, status, 'expected')),
  )
  return [...own, ...suites.flatMap(outcomesOfSuite)]
}

/**
 * @param {string} title
 * @param {string} status
 * @param {string} good
 * @returns {Outcome}
 */
function outcome(title, status, good) {
  if (status === good) return { title, hasPassed: true }
  const isKnown = status === 'failed' || status === 'unexpected'
  return isKnown
    ? { title, hasPassed: false }
    : failure(title, `it was ${status}, which shows nothing`)
}

/**
 * @param {string} title
 * @param {string} reason
 * @returns {Outcome}
 */
export function failure(title, reason) {
  return { title, hasPassed: false, reason }
}

/**
 * Faults are the tests titled `fault <number>: …`; one number may have several, and holds when all of them do.
 * @param {readonly Outcome[]} outcomes
 * @returns {{tried: number, held: number}}
 */
export function countFaults(outcomes) {
  /** @type {Map<string, boolean>} */
  const held = new Map()
  for (const { title, hasPassed } of outcomes) {
    const number = /^fault (\d+): /.exec(title)?.[1]
    if (number) held.set(number, hasPassed && held.get(number) !== false)
  }
  return { tried: held.size, held: [...held.values()].filter(Boolean).length }
}
