/** How long the actions on the wall of a cast took, in ms. */
export interface CastInteractions {
  /** From an arrow key until the panel names the character it went to. */
  readonly follow: number[]
  /** Mean time between two frames while nothing happens, and while the slider is drawn to and fro. */
  readonly idleFrame: number
  readonly sliderFrame: number
}

/** How often an arrow is followed and counted; as often before, it is not. */
const rounds = 20
const sliderSeconds = 4

type Page = ReturnType<typeof findOnCast>

function findOnCast() {
  const frame = () => new Promise<number>((resolve) => requestAnimationFrame(resolve))
  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const until = async (isSo: () => boolean) => {
    const start = performance.now()
    while (!isSo()) {
      if (performance.now() - start > 30_000) throw new Error(`never: ${isSo}`)
      await frame()
    }
  }
  const card = (place: number) =>
    document.querySelector<HTMLElement>(`[data-wall] [data-place="${place}"] button`)
  const nameOn = (place: number) => card(place)?.querySelector('[title]')?.getAttribute('title')
  const nameInPanel = () =>
    document.querySelector<HTMLInputElement>('aside [aria-label="Name"]')?.value
  const press = (key: string, target: Element | null) =>
    target?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  return { frame, rest, until, card, nameOn, nameInPanel, press }
}

async function followArrows(page: Page, rounds: number): Promise<number[]> {
  const { frame, rest, until, card, nameOn, nameInPanel, press } = page
  await until(() => card(1) !== null)
  card(0)?.focus()
  card(0)?.click()
  await until(() => nameInPanel() === nameOn(0))
  const times: number[] = []
  for (let place = 1; place <= 2 * rounds; place += 1) {
    await rest(400)
    const start = performance.now()
    press('ArrowRight', document.activeElement)
    await until(() => nameInPanel() === nameOn(place))
    await frame()
    if (place > rounds) times.push(performance.now() - start)
  }
  return times
}

/** The mean time of a frame, while this is done before each. */
async function framesOf(page: Page, seconds: number, act: (frames: number) => void) {
  const start = await page.frame()
  let [frames, now] = [0, start]
  while (now - start < seconds * 1000) {
    act(frames)
    now = await page.frame()
    frames += 1
  }
  return (now - start) / frames
}

/** The mouse on the slider: a little further with each step, to and fro, until it is let go. */
function holdSlider() {
  const track = document.querySelector('.mantine-Slider-trackContainer')
  const { left = 0, width = 0, top = 0 } = track?.getBoundingClientRect() ?? {}
  const at = (share: number) => ({ clientX: left + share * width, clientY: top, bubbles: true })
  track?.dispatchEvent(new MouseEvent('mousedown', at(0.2)))
  return {
    step(frames: number) {
      const share = 0.2 + 0.5 * Math.abs(((frames / 60) % 2) - 1)
      document.dispatchEvent(new MouseEvent('mousemove', at(share)))
    },
    end: () => void document.dispatchEvent(new MouseEvent('mouseup', at(0.2))),
  }
}

async function workOnCast(rounds: number, seconds: number): Promise<CastInteractions> {
  const page = findOnCast()
  const follow = await followArrows(page, rounds)
  page.press('Escape', document.activeElement)
  await page.until(() => page.nameInPanel() === undefined)
  const { step, end } = holdSlider()
  // What comes into sight in each size is drawn once before.
  await framesOf(page, seconds / 2, step)
  await page.rest(500)
  const idleFrame = await framesOf(page, seconds, () => undefined)
  const sliderFrame = await framesOf(page, seconds, step)
  end()
  return { follow, idleFrame, sliderFrame }
}

/**
 * The script that works on the wall of a cast in the app's own window, and answers `CastInteractions`. The page gets
 * these functions as their source, so they use nothing but each other.
 */
export function castScript(): string {
  const parts = [findOnCast, followArrows, framesOf, holdSlider, workOnCast]
  return `(() => { ${parts.join('\n')}\nreturn workOnCast(${rounds}, ${sliderSeconds}) })()`
}
