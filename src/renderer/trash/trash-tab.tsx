/** Being built. */
export function TrashTab() {
  return <div />
}
