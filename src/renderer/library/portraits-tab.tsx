/** Being built. */
export function PortraitsTab() {
  return <div />
}
