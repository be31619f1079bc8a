import { openCharacter } from '../app/navigation'

/** Longer than the panel's code takes to load on a slow disk. */
const patienceMs = 3_000

/** Opens the character and selects the text of its name. */
export function renameCharacter(id: number, campaignId: number): void {
  openCharacter(id, campaignId)
  const until = performance.now() + patienceMs
  const look = () => {
    const field = document.querySelector(`[data-auto-save="character:${id}:name"]`)
    if (field instanceof HTMLTextAreaElement) field.select()
    else if (performance.now() < until) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
