/** The actions on the wall, and how long each took until the frame that shows its result, in ms. */
export interface Interactions {
  readonly filter: number[]
  readonly search: number[]
  readonly scroll: number[]
  readonly select: number[]
}

/** How often each is done and counted; the same number of times before, it is not. */
const rounds = 20

type Page = ReturnType<typeof findOnPage>

/** What the parts of the work share: finding things, and measuring until a frame shows what was done. */
function findOnPage() {
  const cards = () => [...document.querySelectorAll<HTMLElement>('[data-wall] [data-portrait-id]')]
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
  return { cards, first, total, until, button, measure }
}

async function filterWall(page: Page, rounds: number): Promise<number[]> {
  const chips = ['Starred', 'Not in use', 'Missing', 'Unassigned']
  const times: number[] = []
  for (let round = -rounds; round < rounds; round += 1) {
    // On, and off again.
    const chip = page.button(chips[Math.floor((round + rounds) / 2) % chips.length])
    const before = page.total()
    const took = await page.measure(
      () => chip?.click(),
      () => page.total() !== before,
    )
    if (round >= 0) times.push(took)
  }
  return times
}

async function searchWall(page: Page): Promise<number[]> {
  const words = ['e', 'elo', 'br', 'c', 'celes', 'oil', 'is', 'scan 4', 'fen', 'hel']
  const times: number[] = []
  const field = document.querySelector('[role="searchbox"]')
  const type = (text: string) => {
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, text)
    field?.dispatchEvent(new Event('input', { bubbles: true }))
  }
  // A search without results in between, so that something changes each time.
  for (const text of words.flatMap((word) => [word, 'qqzz'])) {
    const before = page.total()
    times.push(
      await page.measure(
        () => type(text),
        () => page.total() !== before,
      ),
    )
  }
  type('')
  await page.until(() => page.cards().length > 8)
  return times
}

async function scrollWall(page: Page, rounds: number): Promise<number[]> {
  const times: number[] = []
  const scroller = document.querySelector('[data-wall]')?.parentElement?.parentElement
  for (let round = -rounds; round < rounds; round += 1) {
    const share = (((round + rounds) * 7 + 3) % 20) / 20
    const before = page.first()
    const took = await page.measure(
      () => scroller?.scrollTo(0, scroller.scrollHeight * share),
      () => page.cards().length > 8 && page.first() !== before,
    )
    if (round >= 0) times.push(took)
  }
  return times
}

async function selectOnWall(page: Page, rounds: number): Promise<number[]> {
  const times: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const card = page.cards()[round % page.cards().length]
    const isSelected = () => card?.closest('[aria-selected]')?.ariaSelected
    const before = isSelected()
    times.push(
      await page.measure(
        () => card?.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true })),
        () => isSelected() !== before,
      ),
    )
  }
  return times
}

async function workOnWall(rounds: number): Promise<Interactions> {
  const page = findOnPage()
  await page.until(() => page.button('Library') !== undefined)
  page.button('Library')?.click()
  await page.until(() => page.cards().length > 8)
  // The first times every visible thumbnail is made again, which another measure covers.
  const filter = await filterWall(page, rounds)
  const search = await searchWall(page)
  const scroll = await scrollWall(page, rounds)
  const select = await selectOnWall(page, rounds)
  return { filter, search, scroll, select }
}

/**
 * The script that works on the library's wall in the app's own window, and answers `Interactions`. The page
 * gets these functions as their source, so they use nothing but each other.
 */
export function wallScript(): string {
  const parts = [findOnPage, filterWall, searchWall, scrollWall, selectOnWall, workOnWall]
  return `(() => { ${parts.join('\n')}\nreturn workOnWall(${rounds}) })()`
}
