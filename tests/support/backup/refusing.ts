import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { verifyBackup } from '../../../src/main/backup/verify'
import type { BackupVerdict } from '../../../src/shared/backup'
import { type AppError, errorActions } from '../../../src/shared/errors'
import { createTranslator, errorSentence } from '../../../src/shared/translate'
import { appErrorOf } from '../errors'

/** A data folder that nothing may be written into for good. */
export const dataFolder = mkdtempSync(join(tmpdir(), 'castkeeper-verify-'))

/** Reads a backup from end to end, the day after the tests' backups are made. */
export const verify = (path: string): Promise<BackupVerdict> =>
  verifyBackup(path, { dataFolder, clock: () => new Date('2026-11-23T08:00:00Z') })

/** The error of a bad archive, once it is sure that it changed nothing and says something in both languages. */
export async function refusal(path: string): Promise<AppError> {
  const before = readdirSync(dataFolder, { recursive: true })
  const error = await appErrorOf(verify(path))
  expect(readdirSync(dataFolder, { recursive: true }).filter((name) => name !== 'work')).toEqual(
    before.filter((name) => name !== 'work'),
  )
  for (const language of ['en', 'fr'] as const) {
    const sentence = errorSentence(createTranslator(language), error.toReport())
    expect(sentence).not.toMatch(/\{\{|undefined|error\./)
    expect(sentence.length).toBeGreaterThan(40)
  }
  expect(errorActions[error.code]).toBeDefined()
  return error
}
