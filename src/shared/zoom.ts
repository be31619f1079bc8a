const steps = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3]

/** The next larger (1) or smaller (-1) zoom that Chromium's menu knows, or the same at the end. */
export function nextZoom(zoom: number, direction: 1 | -1): number {
  // Zooms are floats: the one in force must not count as its own neighbour.
  const others = steps.filter((step) => (step - zoom) * direction > 0.001)
  return (direction === 1 ? others[0] : others.at(-1)) ?? zoom
}
