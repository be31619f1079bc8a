import { basename, dirname, resolve } from 'node:path'
import { AppError } from '../../shared/errors'
import { printOrderSchema } from '../../shared/export'
import { asDiskError, replaceFile } from '../core/disk/write-file'
import { createPrintSheet } from '../export/print-sheet'
import type { BackupCommand } from './backup'
import { checkedInput, readSubject, readWords } from './command'

/** Writes the sheet that the window prints, of a cast or of one character, as a PDF. */
export const printSheet: BackupCommand = {
  usage: 'print --campaign ID|--character ID --to FILE.pdf [--with-notes] [--json]',
  isUnusable: (code) => ['command-misused', 'not-found', 'folder-not-writable'].includes(code),
  async run(words, { open, library, app, translate, workingFolder }) {
    const { values, positionals } = readWords(words, {
      json: { type: 'boolean' },
      campaign: { type: 'string' },
      character: { type: 'string' },
      to: { type: 'string' },
      'with-notes': { type: 'boolean' },
    })
    if (values.to === undefined || positionals.length > 0) {
      throw new AppError('command-misused', { reason: positionals.join(' ') || '--to' })
    }
    const order = checkedInput(printOrderSchema, {
      what:
        values.character === undefined
          ? { kind: 'campaign', id: readSubject('campaign', values.campaign).id }
          : { kind: 'characters', ids: [readSubject('character', values.character).id] },
      withNotes: values['with-notes'] === true,
    })
    open()
    const sheet = createPrintSheet({ library: library(), language: app.language }, order)
    const bytes = await app.printer.toPdf(sheet)
    const path = resolve(workingFolder, values.to)
    try {
      await replaceFile(app.fileSystem, path, bytes)
    } catch (error) {
      const folder = basename(dirname(path))
      throw asDiskError(error, { folder, neededBytes: bytes.length })
    }
    return {
      json: { print: { path, bytes: bytes.length } },
      text: translate('commandLine.printed', { path }),
    }
  },
}
