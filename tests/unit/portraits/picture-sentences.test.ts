import { describe, expect, it } from 'vitest'
import { inspectPicture } from '../../../src/main/portraits/inspect'
import { AppError } from '../../../src/shared/errors'
import { createTranslator, errorSentence } from '../../../src/shared/translate'
import { fixture } from '../../support/pictures'

describe('the sentence about a file that is no picture', () => {
  it.each([
    ['en', Buffer.from('<!doctype html>'), 'Castkeeper can read: it is a web page.'],
    ['fr', Buffer.from('<!doctype html>'), 'comme une image\u00a0: c’est une page web.'],
    ['en', fixture('scene.heic'), 'it is a HEIF picture, as phones take them.'],
    ['fr', Buffer.from([1, 0, 2]), 'c’est un fichier d’un type inconnu.'],
    ['en', Buffer.from('BM'), 'it is plain text.'],
  ] as const)('says in %s what the file is instead', (language, bytes, words) => {
    try {
      inspectPicture(bytes)
      expect.unreachable()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      expect(errorSentence(createTranslator(language), error.toReport())).toContain(words)
    }
  })
})
