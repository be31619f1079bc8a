import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { isProcessRunning } from '../../../../src/main/core/disk/process-running'

test('knows a process that runs from one that has ended', () => {
  const ended = spawnSync(process.execPath, ['--version'])
  expect(isProcessRunning(process.pid)).toBe(true)
  expect(isProcessRunning(ended.pid)).toBe(false)
})
