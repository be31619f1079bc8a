/** Stands in for the browser's storage: its items are its own enumerable keys, as there. `set` may be made to throw. */
export function memoryStorage(set?: (key: string) => void) {
  const items: Record<string, string> = {}
  const methods = {
    getItem: (key: string) => items[key] ?? null,
    setItem: (key: string, value: string) => {
      set?.(key)
      items[key] = value
    },
    removeItem: (key: string) => {
      delete items[key]
    },
  }
  return Object.setPrototypeOf(items, methods) as typeof methods & Record<string, string>
}
