import { describe, expect, test } from 'vitest'
import {
  countFaults,
  outcomesOfPlaywright,
  outcomesOfVitest,
} from '../../../scripts/testing/outcomes.mjs'

const passed = (title: string) => ({ title, hasPassed: true })
const failed = (title: string) => ({ title, hasPassed: false })

describe('the outcomes of the unit tests', () => {
  const file = (status: string, assertionResults: { title: string; status: string }[]) => ({
    name: 'tests/unit/a.test.ts',
    status,
    assertionResults,
  })

  test('each test counts once', () => {
    const tests = [
      { title: 'keeps the face', status: 'passed' },
      { title: 'loses it', status: 'failed' },
    ]
    const report = { success: false, testResults: [file('failed', tests)] }
    expect(outcomesOfVitest(report)).toEqual([passed('keeps the face'), failed('loses it')])
  })

  test('a skipped test counts as failed and says so', () => {
    const testResults = [file('passed', [{ title: 'later', status: 'skipped' }])]
    const [outcome] = outcomesOfVitest({ success: true, testResults })
    expect(outcome).toMatchObject(failed('later'))
    expect(outcome?.reason).toContain('skipped')
  })

  test('a file that cannot be loaded counts as failed', () => {
    const outcomes = outcomesOfVitest({ success: false, testResults: [file('failed', [])] })
    expect(outcomes).toMatchObject([failed('tests/unit/a.test.ts')])
  })

  test('an error outside every test counts as failed', () => {
    const testResults = [file('passed', [{ title: 'fine', status: 'passed' }])]
    const outcomes = outcomesOfVitest({ success: false, testResults })
    expect(outcomes).toMatchObject([passed('fine'), failed('unit tests')])
  })
})

describe('the outcomes of the Electron tests', () => {
  const spec = (title: string, status: string) => ({ title, tests: [{ status }] })

  test('tests in groups of groups count', () => {
    const inner = { specs: [spec('deep', 'expected')] }
    const suites = [
      { specs: [spec('flat', 'unexpected')], suites: [{ specs: [], suites: [inner] }] },
    ]
    expect(outcomesOfPlaywright({ suites, errors: [] })).toEqual([failed('flat'), passed('deep')])
  })

  test('one that passes only at the second attempt counts as failed', () => {
    const suites = [{ specs: [spec('shaky', 'flaky')] }]
    expect(outcomesOfPlaywright({ suites, errors: [] })).toMatchObject([failed('shaky')])
  })

  test('an error outside every test counts as failed', () => {
    const outcomes = outcomesOfPlaywright({ suites: [], errors: [{ message: 'no such file' }] })
    expect(outcomes).toMatchObject([failed('Electron tests')])
  })
})

test('a fault with several tests is tried once and holds only when all of them pass', () => {
  const outcomes = [
    passed('fault 3: the first half'),
    failed('fault 3: the second half'),
    passed('fault 3: the third half'),
    passed('fault 41: a drawing'),
    passed('fault without a number: no fault'),
  ]
  expect(countFaults(outcomes)).toEqual({ tried: 2, held: 1 })
})
