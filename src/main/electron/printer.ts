import { app, type BrowserWindow } from 'electron'
import { AppError } from '../../shared/errors'
import type { Log } from '../core/log'
import { faceOfName, type Printer, type PrintSheet, type SheetFace } from '../export/print-sheet'
import { openHardenedWindow } from './hardened-window'
import { prepareOwnSession } from './own-session'

export interface PrinterOptions {
  /** Answers `app://portraits/…`; null while there is no library. */
  readonly portraits: () => ((request: Request) => Promise<Response>) | null
  readonly log: Log
}

const partition = 'print'
const origin = 'app://print/'
/** Wide enough for a face on a third of a page, in pixels. */
const faceSize = 512
/** Where paper is Letter; elsewhere it is A4. */
const letterCountries: ReadonlySet<string> = new Set(['US', 'CA', 'MX', 'PH', 'CL', 'CO', 'VE'])

/** Prints a sheet from a hidden page without scripts, whose session serves it and its faces and nothing else. */
export function createPrinter(options: PrinterOptions): Printer {
  const sheets = new Map<string, PrintSheet>()
  let printed = 0

  async function withPage<Value>(
    sheet: PrintSheet,
    use: (window: BrowserWindow) => Promise<Value>,
  ): Promise<Value> {
    serveSheets(sheets, options)
    printed += 1
    const key = String(printed)
    sheets.set(key, sheet)
    const window = openHardenedWindow({
      show: false,
      skipTaskbar: true,
      title: sheet.title,
      page: { partition, javascript: false, backgroundThrottling: false, webgl: false },
    })
    try {
      await window.loadURL(`${origin}${key}/`)
      return await use(window)
    } finally {
      sheets.delete(key)
      window.destroy()
    }
  }

  return {
    print: (sheet) => withPage(sheet, askAndPrint),
    toPdf: (sheet) =>
      withPage(sheet, ({ webContents }) =>
        webContents.printToPDF({
          printBackground: true,
          generateTaggedPDF: true,
          pageSize: letterCountries.has(app.getLocaleCountryCode()) ? 'Letter' : 'A4',
        }),
      ),
  }
}

function askAndPrint({ webContents }: BrowserWindow): Promise<boolean> {
  return new Promise((resolve, reject) => {
    webContents.print({ silent: false, printBackground: true }, (isPrinted, reason) => {
      if (isPrinted) resolve(true)
      else if (/cancel/i.test(reason)) resolve(false)
      else reject(new AppError('print-failed'))
    })
  })
}

function addressOf({ subject, portraitId }: SheetFace): string {
  const { kind, id } = subject
  return `app://portraits/${kind}/${id}?size=${faceSize}&v=${portraitId}`
}

function serveSheets(
  sheets: ReadonlyMap<string, PrintSheet>,
  { portraits, log }: PrinterOptions,
): void {
  const files = async ({ url }: Request) => {
    const [key = '', name = ''] = url.slice(origin.length).split('/')
    const sheet = sheets.get(key)
    if (sheet === undefined) return new Response(null, { status: 404 })
    if (name === '') {
      return new Response(sheet.html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
    }
    const face = faceOfName(name)
    const server = portraits()
    if (face === null || server === null) return new Response(null, { status: 404 })
    return server(new Request(addressOf(face)))
  }
  prepareOwnSession({ partition, page: origin, files, log })
}
