import { expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { request } from '../support/running-library'
import { panelOf, shareCharacterApp, undo } from '../support/steps'

const openCharacterApp = shareCharacterApp()

test('a session is written by the keyboard: lines from anywhere, people after @, and who was seen last', async () => {
  const { window, campaignId } = await openCharacterApp('Elowen')
  const add = (name: string) => request(window, 'characters:create', { campaignId, name })
  const mira = await add('Mira Voss')
  await add('Bram')
  const read = async () => {
    const [session] = (await request(window, 'sessions:list', { campaignId })).sessions
    return request(window, 'sessions:read', { id: session?.id ?? 0 })
  }

  await window.keyboard.press('ControlOrMeta+j')
  const strip = window.getByRole('dialog')
  const line = strip.getByRole('textbox', { name: 'Add a line to the session' })
  await expect(line).toBeFocused()
  await window.keyboard.type('The rain stops for @mir')
  await expect(window.getByRole('option', { name: 'Mira Voss' })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await window.keyboard.press('Escape')
  await expect(window.getByRole('listbox')).toBeHidden()
  await expect(strip).toBeVisible()
  await window.keyboard.type('a')
  await window.keyboard.press('Enter')
  await expect(line).toHaveValue('The rain stops for @Mira Voss')
  await window.keyboard.press('Enter')
  await expect(strip).toBeHidden()
  expect(await read()).toMatchObject({ number: 1, isOpen: true, mentions: [mira.id] })
  await undo(window, 'Added to session 1')
  await expect
    .poll(async () => (await request(window, 'sessions:list', { campaignId })).sessions)
    .toEqual([])
  await window.keyboard.press('ControlOrMeta+Shift+z')
  await expect(window.getByRole('region', { name: 'In play' })).toContainText('Mira Voss')

  await window.getByText('Journal (1)').click()
  const journal = window.getByRole('region', { name: /^Journal of/ })
  const text = journal.getByRole('textbox', { name: 'Session notes' })
  await expect(text).toHaveValue('- The rain stops for @Mira Voss')
  await text.press('End')
  await window.keyboard.type(', then @')
  await window.keyboard.press('ArrowDown')
  await window.keyboard.press('Tab')
  await expect(text).toHaveValue(/, then @\S/)
  await window.keyboard.type('. Nobody')
  await request(window, 'sessions:add-line', { campaignId, text: 'Meanwhile' })
  await window.keyboard.type(' saw it.')
  await journal.getByRole('textbox', { name: 'Title' }).fill('Rain')
  await expect.poll(async () => (await read()).text).toMatch(/ Nobody saw it\.\n- Meanwhile$/)
  await expect(text).toHaveValue(/Meanwhile$/)
  await expectNoFaultsInBothThemes(window)

  await request(window, 'characters:edit', { id: mira.id, changes: { name: 'Mira of the Lamp' } })
  await journal.getByRole('button', { name: 'Read' }).click()
  await journal.getByRole('button', { name: 'Mira of the Lamp' }).first().click()
  await expect(panelOf(window).getByText('Last seen in session 1 · once')).toBeVisible()
  await expectNoFaultsInBothThemes(window)
  await panelOf(window).getByRole('button', { name: 'Session 1: Rain' }).click()
  await expect(journal.getByRole('article', { name: 'Session 1: Rain' })).toBeVisible()
})

test('a whole session is played by the keyboard alone', async () => {
  const { window, campaignId } = await openCharacterApp('Elowen')
  const { keyboard } = window
  const tray = window.getByRole('region', { name: 'Players’ window' })
  const sees = (sentence: string) => expect(tray.getByRole('status')).toHaveText(sentence)
  const session = async () => {
    const [first] = (await request(window, 'sessions:list', { campaignId })).sessions
    return request(window, 'sessions:read', { id: first?.id ?? 0 })
  }
  /** Through the palette: what is typed finds it, and Enter does it. */
  const choose = async (typed: string, option: string) => {
    await keyboard.press('ControlOrMeta+k')
    await keyboard.type(typed)
    const answer = window.getByRole('dialog').getByRole('button').first()
    await expect(answer).toContainText(option)
    await keyboard.press('Enter')
  }

  await choose('New session', 'New session')
  await expect(window.getByRole('article', { name: 'Session 1' })).toBeVisible()

  // Someone who was not planned, and what the players see of them.
  await keyboard.press('ControlOrMeta+Shift+n')
  const quick = window.getByRole('dialog', { name: 'Quick character' })
  const name = quick.getByRole('textbox', { name: 'Name' })
  await expect(name).toBeFocused()
  await expect(name).not.toHaveValue('')
  await keyboard.type('Mira of the Lamp')
  await keyboard.press('Enter')
  await expect(panelOf(window).getByRole('heading', { name: 'Mira of the Lamp' })).toBeVisible()
  await keyboard.press('p')
  await sees('Players see: Mira of the Lamp')
  await keyboard.press('b')
  await sees('Players see a black screen')
  await keyboard.press('b')
  await sees('Players see: Mira of the Lamp')
  await keyboard.press('Shift+P')
  await sees('Players see, with names: Mira of the Lamp')

  // What happened, and what became of her.
  await keyboard.press('ControlOrMeta+j')
  await expect(window.getByRole('textbox', { name: 'Add a line to the session' })).toBeFocused()
  await keyboard.type('The bridge falls under @mir')
  await expect(window.getByRole('option', { name: 'Mira of the Lamp' })).toBeVisible()
  await keyboard.press('Enter')
  await keyboard.press('Enter')
  await expect(window.getByRole('dialog')).toHaveCount(0)
  await choose('missing', 'Mira of the Lamp')
  await expect(panelOf(window).getByRole('combobox', { name: 'Status' })).toHaveValue('Missing')
  await expect(panelOf(window).getByText(/^Since session 1, /)).toBeVisible()

  await keyboard.press('w')
  const turnsUp = window.getByRole('dialog', { name: 'Who turns up?' })
  await expect(turnsUp.getByRole('status')).toHaveText(/Elowen|Mira of the Lamp/)
  await keyboard.press('Escape')
  await expect(turnsUp).toHaveCount(0)
  await expect.poll(async () => (await session()).text).toMatch(/turns up$/)
  const lines = (await session()).text.split('\n')
  expect(lines).toHaveLength(5)
  expect(lines[2]).toMatch(/^- The bridge falls under @\[Mira of the Lamp\]/)

  // The next evening: who was that again?
  await choose('New session', 'New session')
  await expect(window.getByRole('article', { name: 'Session 2' })).toBeVisible()
  await choose('lamp', 'Mira of the Lamp')
  await expect(panelOf(window).getByText('Last seen in session 1 · once')).toBeVisible()
  await choose('Close the players', 'Close the players’ window')
  await expect(tray).toHaveCount(0)
})
