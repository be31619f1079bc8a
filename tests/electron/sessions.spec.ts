import { expectNoFaultsInBothThemes } from '../support/axe'
import { expect, test } from '../support/electron-test'
import { request } from '../support/running-library'
import { openCharacterApp, panelOf, undo } from '../support/steps'

test('a session is written by the keyboard: lines from anywhere, people after @, and who was seen last', async () => {
  const { window } = await openCharacterApp('Elowen')
  const add = (name: string) => request(window, 'characters:create', { campaignId: 1, name })
  const mira = await add('Mira Voss')
  await add('Bram')
  const read = async () => {
    const [session] = (await request(window, 'sessions:list', { campaignId: 1 })).sessions
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
    .poll(async () => (await request(window, 'sessions:list', { campaignId: 1 })).sessions)
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
  await request(window, 'sessions:add-line', { campaignId: 1, text: 'Meanwhile' })
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
