/** Being built. */
export function StorageTab() {
  return <div />
}
