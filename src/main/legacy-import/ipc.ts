import { AppError } from '../../shared/errors'
import type { ImportSource } from '../../shared/legacy-import'
import type { Translator } from '../../shared/translate'
import type { Handlers } from '../core/answer'
import type { Log } from '../core/log'
import type { Imports } from './history/imports'
import type { BegunImport, OpenImport } from './open-import'
import { toCsv, toHtml } from './report/report-files'

type ImportRequest = Extract<keyof Handlers, `import:${string}`> | 'campaigns:journal'

export interface ImportHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => { readonly imports: Imports; readonly openImport: OpenImport }
  readonly translator: Translator
  /** Opens the system's picker; null when it was closed without a choice. */
  readonly choose: (what: 'folder' | 'file' | 'database') => Promise<string | null>
  /** Asks where to save a report; false when it was not saved. */
  readonly save: (bytes: Uint8Array, name: string) => Promise<boolean>
  readonly log: Log
}

/** Answers every request about importing old portraits and what came of it. */
export function createImportHandlers(
  options: ImportHandlersOptions,
): Pick<Handlers, ImportRequest> {
  const { library, translator, choose, save, log } = options
  const openImport = () => library().openImport

  async function chooseSource(what: 'folder' | 'file'): Promise<ImportSource | null> {
    const path = await choose(what)
    return path === null ? null : openImport().choose(path)
  }

  // The page may only name what it was shown; anything else is chosen in the system's picker.
  async function correct(what: 'database' | 'portraits', named: string | undefined) {
    const source = openImport().source()
    const shown = what === 'database' ? source?.otherDatabases : source?.otherPortraits
    if (named !== undefined && !shown?.includes(named)) throw new AppError('request-refused')
    const path = named ?? (await choose(what === 'database' ? 'database' : 'folder'))
    return path === null ? null : openImport().correct({ what, path })
  }

  function begun({ summary, ended }: BegunImport) {
    // It notes itself how it ended, whatever that was.
    ended.catch((error: unknown) => log('unexpected error', { doing: 'import', error }))
    return summary
  }

  async function saveReport(id: number, format: 'html' | 'csv', withEmails: boolean) {
    const { imports } = library()
    const report = imports.report(id)
    const file = { report, rows: imports.allRows(id), translator, withEmails }
    const text = format === 'html' ? toHtml(file) : toCsv(file)
    const name = `${translator.t('dialog.reportName')}.${format}`
    return save(Buffer.from(text, 'utf8'), name)
  }

  return {
    'import:choose': ({ what }) => chooseSource(what),
    'import:correct': ({ what, path }) => correct(what, path),
    'import:scan': (how) => openImport().scan(how),
    'import:scan-rows': (query) => openImport().scanRows(query),
    'import:forecast': (decisions) => openImport().forecast(decisions),
    'import:start': async (decisions) => begun(await openImport().start(decisions)),
    'import:close': () => openImport().close(),
    'import:list': () => library().imports.list(),
    'import:report': ({ id }) => library().imports.report(id),
    'import:report-rows': ({ id, ...query }) => library().imports.rows(id, query),
    'import:settle': ({ id, index }) => library().imports.settle(id, index),
    'import:resume': ({ id }) => begun(openImport().resume(id)),
    'import:undo': ({ id }) => openImport().undo(id),
    'campaigns:journal': (query) => library().imports.journal.page(query),
    'import:save-report': ({ id, format, withEmails }) => saveReport(id, format, withEmails),
  }
}
