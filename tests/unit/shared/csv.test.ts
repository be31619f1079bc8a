import { describe, expect, test } from 'vitest'
import { writeCsv } from '../../../src/shared/csv'

/** The cells of a table as a spreadsheet separates them, by RFC 4180 with this separator. */
function readCells(csv: string, separator: ',' | ';'): string[][] {
  const rows: string[][] = [[]]
  const pattern = new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|$)`,
    'gy',
  )
  let start = csv.startsWith('\uFEFF') ? 1 : 0
  while (start < csv.length) {
    pattern.lastIndex = start
    const match = pattern.exec(csv)
    if (match === null) throw new Error(`no cell at ${start}`)
    rows.at(-1)?.push((match[1] ?? match[2] ?? '').replaceAll('""', '"'))
    start = pattern.lastIndex
    if (match[3] === '\r\n' && start < csv.length) rows.push([])
  }
  return rows
}

describe('a table for spreadsheets', () => {
  test.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    ' =1',
    '\t=1',
    '\r=1',
    '\tx',
    '|cmd',
    ' |cmd',
    '%x',
    '＝1',
    '＋1',
    '－1',
    '＠x',
    '﹢1',
    '−1',
    '\u00a0=1',
    '\u200b=1',
    '\ufeff=1',
    '\u3000＝1',
    '\n=1',
  ])('holds %j as text', (text) => {
    const [[cell] = []] = readCells(writeCsv([[text]]), ',')
    expect(cell).toBe(`'${text}`)
  })

  test.each(['Vorn;=1+1', 'a,=1', 'say "=1"', 'x=1', '1;2', 'Smile :)', 'two\nlines', ''])(
    'holds %j in one cell, whichever separator is used',
    (text) => {
      const csv = writeCsv([
        ['name', 'note'],
        [text, null],
      ])
      expect(readCells(csv, ',')).toEqual([
        ['name', 'note'],
        [text, ''],
      ])
      const alone = writeCsv([[text]])
      expect(readCells(alone, ';')).toEqual([[text]])
    },
  )

  test('holds numbers as they are', () => {
    expect(writeCsv([[-5, 3, null]])).toBe('\uFEFF"-5","3",""\r\n')
  })
})
