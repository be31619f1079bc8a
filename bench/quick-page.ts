/** How long quick characters took, in ms. */
export interface QuickInteractions {
  /** From the keys of the strip until it shows a name and a face. */
  readonly shown: number[]
  /** From Enter until the panel shows the character, face and all; the row is stored by then. */
  readonly kept: number[]
}

/** How many are counted; as many before are not. */
const rounds = 15

async function makePeople(rounds: number): Promise<QuickInteractions> {
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  const until = async (isSo: () => boolean) => {
    const start = performance.now()
    while (!isSo()) {
      if (performance.now() - start > 30_000) throw new Error(`never: ${isSo}`)
      await frame()
    }
  }
  const press = (key: string, keys: KeyboardEventInit = {}) =>
    document.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...keys }),
    )
  const strip = () => document.querySelector('[role="dialog"] fieldset')
  const field = () => strip()?.querySelector('input') ?? null
  const hasFace = (place: Element | null) =>
    [...(place?.querySelectorAll('img') ?? [])].some((one) => one.complete && one.naturalWidth > 0)
  const panel = () => document.querySelector('aside')
  const nameInPanel = () =>
    panel()?.querySelector<HTMLInputElement>('[aria-label="Name"]')?.value ?? ''
  await until(() => document.querySelector('[data-wall] [data-place="1"]') !== null)
  await rest(2_000)
  const shown: number[] = []
  const kept: number[] = []
  for (let round = 0; round < 2 * rounds; round += 1) {
    const opened = performance.now()
    press('N', { ctrlKey: true, shiftKey: true })
    await until(() => (field()?.value ?? '') !== '' && hasFace(strip()))
    await frame()
    if (round >= rounds) shown.push(performance.now() - opened)
    await rest(400)
    const name = field()?.value ?? ''
    field()?.focus()
    const entered = performance.now()
    press('Enter')
    await until(() => nameInPanel() === name && hasFace(panel()))
    await frame()
    if (round >= rounds) kept.push(performance.now() - entered)
    await rest(600)
  }
  return { shown, kept }
}

/** The script that makes quick characters in the app's own window, and answers `QuickInteractions`. */
export function quickScript(): string {
  return `(() => { ${makePeople}\nreturn makePeople(${rounds}) })()`
}
