type Columns = Readonly<Record<string, string | number | null | undefined>>

const present = (columns: Columns) =>
  Object.entries(columns).filter(([, value]) => value !== undefined)

/** `name = :name, …` for the columns that have a value, and these values by column. */
export function assignments(columns: Columns) {
  const given = present(columns)
  return {
    text: given.map(([column]) => `${column} = :${column}`).join(', '),
    values: Object.fromEntries(given),
  }
}

/** `(name, …) VALUES (:name, …)` for the columns that have a value, and these values by column. */
export function insertion(columns: Columns) {
  const given = present(columns)
  const names = given.map(([column]) => column)
  return {
    text: `(${names.join(', ')}) VALUES (${names.map((name) => `:${name}`).join(', ')})`,
    values: Object.fromEntries(given),
  }
}
