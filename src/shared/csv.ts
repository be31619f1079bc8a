// What a spreadsheet takes for the beginning of a formula, in any width and behind any blank
// (OWASP, CSV injection).
const formulaSigns = /^[\s\p{C}\p{Default_Ignorable_Code_Point}]*[=+\-@|%\u2212]/u

/**
 * A table by RFC 4180, with the mark by which spreadsheets know UTF-8. Every cell is quoted, because
 * where people write a decimal comma a spreadsheet separates at semicolons; none of them is a formula.
 */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((cells) => cells.map(cell).join(',')).join('\r\n')}\r\n`
}

function cell(value: string | number | null): string {
  const text = String(value ?? '').replaceAll('\u0000', '')
  const isFormula =
    typeof value === 'string' &&
    (/^[\t\r\n]/.test(text) || formulaSigns.test(text.slice(0, 1_000).normalize('NFKC')))
  return `"${isFormula ? "'" : ''}${text.replaceAll('"', '""')}"`
}
