/** What is done on the wall, and how long each took from the deed to the frame that shows it, in ms. */
export interface Interactions {
  readonly filter: number[]
  readonly search: number[]
  readonly scroll: number[]
  readonly select: number[]
}

/**
 * Works on the library's wall in the app's own window. It is handed to the page as its source, so everything
 * it needs stands inside it.
 */
export async function workOnWall(): Promise<Interactions> {
  const rounds = 20
  // The first times every thumbnail in sight is made anew, which is another measure's business.
  const warmUps = 20
  const chips = ['Starred', 'Not in use', 'Missing', 'Unassigned']
  const words = ['e', 'elo', 'br', 'c', 'celes', 'oil', 'is', 'scan 4', 'fen', 'hel']
  const cards = () => [...document.querySelectorAll<HTMLElement>('[data-portrait-id]')]
  const first = () => cards()[0]?.dataset.portraitId ?? ''
  const total = () => document.querySelector('span[role="status"]')?.textContent
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const rest = () => new Promise((resolve) => setTimeout(resolve, 150))
  const until = async (isSo: () => boolean) => {
    const start = performance.now()
    while (!isSo()) {
      if (performance.now() - start > 30_000) throw new Error(`never: ${isSo}`)
      await frame()
    }
  }
  const button = (start = '') =>
    [...document.querySelectorAll('button')].find((one) => one.textContent?.startsWith(start))
  const measure = async (action: () => void, isSo: () => boolean) => {
    await rest()
    const start = performance.now()
    action()
    await until(isSo)
    await frame()
    return performance.now() - start
  }

  await until(() => button('Library') !== undefined)
  button('Library')?.click()
  await until(() => cards().length > 8)
  const times: Interactions = { filter: [], search: [], scroll: [], select: [] }

  for (let round = -warmUps; round < rounds; round += 1) {
    // On, and off again.
    const chip = button(chips[Math.floor((round + warmUps) / 2) % chips.length])
    const before = total()
    const took = await measure(
      () => chip?.click(),
      () => total() !== before,
    )
    if (round >= 0) times.filter.push(took)
  }

  const field = document.querySelector('[role="searchbox"]')
  const type = (text: string) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
    field?.dispatchEvent(new Event('input', { bubbles: true }))
  }
  // By way of what nobody answers to, so that something changes each time.
  for (const text of words.flatMap((word) => [word, 'qqzz'])) {
    const before = total()
    times.search.push(
      await measure(
        () => type(text),
        () => total() !== before,
      ),
    )
  }
  type('')
  await until(() => cards().length > 8)

  const scroller = document.querySelector('[data-wall]')?.parentElement?.parentElement
  for (let round = -warmUps; round < rounds; round += 1) {
    const share = (((round + warmUps) * 7 + 3) % 20) / 20
    const before = first()
    const took = await measure(
      () => scroller?.scrollTo(0, scroller.scrollHeight * share),
      () => cards().length > 8 && first() !== before,
    )
    if (round >= 0) times.scroll.push(took)
  }

  for (let round = 0; round < rounds; round += 1) {
    const card = cards()[round % cards().length]
    const before = card?.ariaPressed
    times.select.push(
      await measure(
        () => card?.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true })),
        () => card?.ariaPressed !== before,
      ),
    )
  }
  return times
}
