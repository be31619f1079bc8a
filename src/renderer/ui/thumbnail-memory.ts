/** About 30 MB of thumbnails: a wall of 3,000. */
const maximumHeld = 3_000
const held = new Map<string, HTMLImageElement>()

/**
 * Holds on to a thumbnail that was shown. Chromium drops a picture within seconds once nothing
 * shows it, and would request a whole wall from main again at each return to a campaign.
 */
export function holdThumbnail(url: string): void {
  const picture = held.get(url) ?? new Image()
  if (picture.src === '') picture.src = url
  // A Map remembers the order things were put in, so the first one is the one unused for longest.
  held.delete(url)
  held.set(url, picture)
  for (const oldest of held.keys()) {
    if (held.size <= maximumHeld) break
    held.delete(oldest)
  }
}
