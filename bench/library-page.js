;(async () => {
  const rounds = 20
  const cards = () => [...document.querySelectorAll('[data-portrait-id]')]
  const idOf = (card) => card?.dataset.portraitId ?? ''
  const first = () => idOf(cards()[0])
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
  const until = async (isSo) => {
    while (!isSo()) await frame()
  }
  const rest = () => new Promise((resolve) => setTimeout(resolve, 150))
  const button = (start) =>
    [...document.querySelectorAll('button')].find((one) => one.textContent?.startsWith(start))

  /** From the deed to the frame after the one in which its effect is there. */
  const measure = async (deed, isSo) => {
    await rest()
    const start = performance.now()
    deed()
    await until(isSo)
    await frame()
    return performance.now() - start
  }

  await until(() => button('Library'))
  button('Library').click()
  await until(() => cards().length > 8)
  await rest()
  const total = () => document.querySelector('span[role="status"]')?.textContent
  const times = { filter: [], search: [], scroll: [], select: [] }

  for (let round = 0; round < rounds; round += 1) {
    const chip = button(['Starred', 'Unused', 'Missing', 'Nobody’s'][Math.floor(round / 2) % 4])
    const [before, shown] = [total(), first()]
    const deed = () => chip.click()
    times.filter.push(await measure(deed, () => total() !== before && first() !== shown))
  }

  const field = document.querySelector('[role="searchbox"]')
  const type = (text) => {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    set?.call(field, text)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
  for (const text of ['e', 'elo', 'br', 'c', 'celes', 'oil', 'is', 'scan 4', 'fen', 'hel']) {
    // By way of what nobody answers to, so that something changes each time.
    for (const typed of [text, 'qqzz']) {
      const before = total()
      const deed = () => type(typed)
      times.search.push(await measure(deed, () => total() !== before))
    }
  }
  type('')
  await rest()

  const scroller = document.querySelector('[data-wall]').parentElement.parentElement
  for (let round = 0; round < rounds; round += 1) {
    const shown = first()
    const deed = () => {
      scroller.scrollTop = scroller.scrollHeight * (((round * 7 + 3) % 20) / 20)
    }
    const isThere = () => first() !== shown && first() !== '' && cards().length > 8
    times.scroll.push(await measure(deed, isThere))
  }

  for (let round = 0; round < rounds; round += 1) {
    const card = cards()[round % cards().length]
    const before = card.getAttribute('aria-pressed')
    const deed = () => card.dispatchEvent(new MouseEvent('click', { bubbles: true, ctrlKey: true }))
    times.select.push(await measure(deed, () => card.getAttribute('aria-pressed') !== before))
  }
  return times
})()
