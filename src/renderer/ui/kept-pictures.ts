/** About 30 MB of thumbnails: a wall of 3,000. */
const mostKept = 3_000
const kept = new Map<string, HTMLImageElement>()

/**
 * Holds on to a thumbnail that was shown. Chromium forgets a picture within seconds once nothing
 * shows it, and would ask main for a whole wall again whenever one comes back to a campaign.
 */
export function keepPicture(url: string): void {
  const picture = kept.get(url) ?? new Image()
  if (picture.src === '') picture.src = url
  // A Map remembers the order things were put in, so the first one is the one unused for longest.
  kept.delete(url)
  kept.set(url, picture)
  for (const oldest of kept.keys()) {
    if (kept.size <= mostKept) break
    kept.delete(oldest)
  }
}
