import type { ErrorDetails } from '../../../shared/errors'

/*
 * Columns that hold JSON. Their checks say that it is JSON, not of what kind: a backup of another origin, or
 * another program, may have put any value there. What does not fit is left out, so that it costs its own row's
 * value and not the screen on which all rows are listed.
 */

/** The members of an object; none for any other value. Throws SyntaxError for what is no JSON. */
export function jsonObject(text: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(text)
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}

/** The members of an object that are texts or numbers. Throws SyntaxError for what is no JSON. */
export function jsonFacts(text: string): Readonly<Record<string, string | number>> {
  const facts: Record<string, string | number> = {}
  for (const [name, value] of Object.entries(jsonObject(text))) {
    if (typeof value === 'string' || typeof value === 'number') facts[name] = value
  }
  return facts
}

/** The details of an error or a row, as sentences take them. Throws SyntaxError for what is no JSON. */
export function jsonDetails(text: string): ErrorDetails {
  const details: Record<string, ErrorDetails[string]> = {}
  for (const [name, value] of Object.entries(jsonObject(text))) {
    if (typeof value === 'string' || typeof value === 'number' || value === null) {
      details[name] = value
    } else if (Array.isArray(value)) {
      details[name] = value.filter((member) => typeof member === 'string')
    }
  }
  return details
}

/** The members of a list; none for any other value. Throws SyntaxError for what is no JSON. */
export function jsonList(text: string): readonly unknown[] {
  const value: unknown = JSON.parse(text)
  return Array.isArray(value) ? value : []
}

/** The texts of a list. Throws SyntaxError for what is no JSON. */
export const jsonTexts = (text: string): string[] =>
  jsonList(text).filter((value) => typeof value === 'string')
