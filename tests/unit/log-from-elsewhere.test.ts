import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { runChild } from '../support/child/run'

test('the log is written wherever the app is started from', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'castkeeper-log-'))
  const { code, stderr } = await runChild({ script: 'write-log.ts', args: [folder], cwd: folder })
  expect(stderr).toBe('')
  expect(code).toBe(0)
  expect(readFileSync(join(folder, 'castkeeper.log'), 'utf8')).toContain(' started')
})
