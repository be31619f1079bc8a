import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const tests = join(import.meta.dirname, '..')
const catalogue = readFileSync(join(tests, '../docs/faults.md'), 'utf8')

/** The files in which each fault is tried, told by the titles of their tests; that of a group is never counted. */
function filesByFault(): Map<number, string[]> {
  const found = new Map<number, string[]>()
  const paths = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  for (const path of paths.filter((one) => /\.(?:test|spec)\.ts$/.test(one)).sort()) {
    // It tries the counting of such titles.
    if (path.endsWith('scripts/outcomes.test.ts')) continue
    const titles = readFileSync(join(tests, path), 'utf8').matchAll(
      /(?<!describe\()['"`]fault (\d+): /g,
    )
    for (const number of new Set([...titles].map(([, digits]) => Number(digits)))) {
      found.set(number, [...(found.get(number) ?? []), path])
    }
  }
  return found
}

/** What the catalogue names for each fault. */
function namedFiles(): Map<number, string[]> {
  const rows = catalogue.matchAll(/^- \*\*(\d+)\.\*\*.*\n {2}Tried in (.+)\.$/gm)
  return new Map(
    [...rows].map(([, number, files = '']) => [
      Number(number),
      [...files.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path),
    ]),
  )
}

test('the catalogue of faults names every fault once, and the tests that try it', () => {
  const found = filesByFault()
  const named = namedFiles()
  expect([...named.keys()]).toEqual(Array.from({ length: named.size }, (_, index) => index + 1))
  for (const [number, files] of named) {
    expect(files.toSorted(), `fault ${number}`).toEqual(found.get(number) ?? [])
    expect(files.length, `fault ${number} is tried nowhere`).toBeGreaterThan(0)
  }
  expect([...found.keys()].filter((number) => !named.has(number))).toEqual([])
})
