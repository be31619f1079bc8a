import { writeFileSync } from 'node:fs'
import type { MachineFacts } from './machine.ts'
import { isHeld, type Row, ratioOf } from './measure.ts'

const verdicts = new Map([
  [true, 'holds'],
  [false, 'MISSED'],
  [null, 'reported'],
])

/** The rows as a table for a terminal. */
export function toTable(rows: readonly Row[]): string {
  const head = ['', 'Castkeeper', 'baseline', 'ratio', 'limit', '']
  const lines = rows.map((row) => [
    row.name,
    withUnit(row.ours, row.unit),
    row.baseline === null ? '' : withUnit(row.baseline, row.unit),
    asTimes(ratioOf(row)),
    limitOf(row),
    verdicts.get(isHeld(row)) ?? '',
  ])
  const widths = head.map((title, column) =>
    Math.max(title.length, ...lines.map((line) => line[column]?.length ?? 0)),
  )
  const draw = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const width = widths[column] ?? 0
        return column === 0 ? cell.padEnd(width) : cell.padStart(width)
      })
      .join('  ')
      .trimEnd()
  const rule = widths.map((width) => '-'.repeat(width))
  return [head, rule, ...lines].map(draw).join('\n')
}

/** What each baseline is, to be read under the table. */
export function toLegend(rows: readonly Row[]): string {
  return rows.map(({ name, against }) => `${name}: against ${against}`).join('\n')
}

/** Writes everything the table says, and where it was measured. */
export function writeResults(path: string, facts: MachineFacts, rows: readonly Row[]): void {
  const results = {
    ...facts,
    rows: rows.map((row) => ({
      name: row.name,
      unit: row.unit,
      ours: rounded(row.ours),
      baseline: row.baseline === null ? null : rounded(row.baseline),
      against: row.against,
      ratio: rounded(ratioOf(row)),
      limit: row.limit,
      holds: isHeld(row),
    })),
  }
  writeFileSync(path, `${JSON.stringify(results, null, 2)}\n`)
}

function rounded(figure: number | null): number | null {
  return figure === null ? null : Number(figure.toPrecision(4))
}

function withUnit(figure: number, unit: Row['unit']): string {
  const digits = figure >= 100 ? 0 : figure >= 1 ? 1 : 3
  return `${figure.toFixed(digits)} ${unit}`
}

function asTimes(ratio: number | null): string {
  return ratio === null ? '' : `${ratio.toFixed(2)}×`
}

function limitOf({ limit, unit }: Row): string {
  if (limit === null) return ''
  return limit.on === 'ratio' ? `≤ ${Number(limit.most.toFixed(2))}×` : `≤ ${limit.most} ${unit}`
}
