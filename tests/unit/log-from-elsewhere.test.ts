import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const inProject = (path: string) => pathToFileURL(resolve(import.meta.dirname, '../..', path)).href

test('the log is written wherever the app is started from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'castkeeper-log-'))
  const script = `
    import { openLog } from ${JSON.stringify(inProject('src/main/core/log.ts'))}
    const folder = ${JSON.stringify(folder)}
    openLog({ folder, namedFolders: [], onTrouble: () => process.exit(3) })('started')`
  const loader = inProject('tests/support/child/typescript.mjs')
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', loader, '--input-type=module', '--eval', script],
    { cwd: folder, encoding: 'utf8' },
  )
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(readFileSync(join(folder, 'castkeeper.log'), 'utf8')).toContain(' started')
})
