/** `name = :name, …` for the columns that have a value, and these values by column. */
export function assignments(columns: Readonly<Record<string, string | number | null | undefined>>) {
  const given = Object.entries(columns).filter(([, value]) => value !== undefined)
  return {
    text: given.map(([column]) => `${column} = :${column}`).join(', '),
    values: Object.fromEntries(given),
  }
}
