import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { toReport } from '../../../../src/renderer/app/error-report'
import { currentPlace, openCampaign } from '../../../../src/renderer/app/navigation'
import { redo, undo } from '../../../../src/renderer/app/toasts'
import { closeDock, dockSubjects } from '../../../../src/renderer/generate/dock'
import {
  closeNewCard,
  createFromCard,
  finishNewCard,
  generateForNew,
  startNewCard,
} from '../../../../src/renderer/wall/new-card'
import { AppError } from '../../../../src/shared/errors'

let asked: string[]
let answer: (name: string, input: { readonly name?: string }) => unknown

beforeEach(() => {
  asked = []
  let id = 0
  answer = (name) => {
    if (name === 'characters:create') id += 1
    return { id }
  }
  const request = async (name: string, input: { readonly name?: string }) => {
    asked.push(`${name} ${JSON.stringify(input)}`)
    try {
      return { ok: true, value: await answer(name, input) }
    } catch (error) {
      return { ok: false, error: toReport(error) }
    }
  }
  vi.stubGlobal('window', { castkeeper: { request } })
  vi.stubGlobal('document', { activeElement: null, body: null })
  vi.stubGlobal('matchMedia', () => ({ matches: false }))
  vi.stubGlobal('HTMLElement', class {})
  openCampaign(null)
  startNewCard(1)
})

afterEach(() => {
  closeNewCard()
  closeDock()
  vi.unstubAllGlobals()
})

const who = () => currentPlace().characterId

describe('the empty card', () => {
  it('creates one after the other, in the order in which they were entered', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const known = answer
    answer = async (name, input) => {
      if (input.name === 'Isaura') await promise
      return known(name, input)
    }
    const both = [createFromCard(1, 'Isaura'), createFromCard(1, 'Mira')]
    await vi.waitFor(() => expect(asked).toHaveLength(1))
    resolve()
    await Promise.all(both)
    expect(asked.map((one) => JSON.parse(one.slice(one.indexOf('{'))).name)).toEqual([
      'Isaura',
      'Mira',
    ])
    expect(who()).toBeNull()
  })

  it('ends with the newest one open, once it is there', async () => {
    void createFromCard(1, 'Isaura')
    void createFromCard(1, 'Mira')
    await finishNewCard()
    expect(who()).toBe(2)
  })

  it('opens no one it did not make, and no one who was taken back', async () => {
    await createFromCard(1, 'Isaura')
    await createFromCard(1, 'Mira')
    await undo()
    expect(asked.at(-1)).toBe('characters:trash {"ids":[2]}')
    await undo()
    await redo()
    expect(asked.at(-1)).toBe('characters:restore {"ids":[1]}')
    await finishNewCard()
    expect(who()).toBe(1)
    openCampaign(null)
    startNewCard(1)
    await finishNewCard()
    expect(who()).toBeNull()
  })

  it('opens the dock for everyone it made, and for no one when there is none', async () => {
    await generateForNew()
    expect(dockSubjects()).toEqual([])
    void createFromCard(1, 'Isaura')
    void createFromCard(1, 'Mira')
    await generateForNew()
    expect(dockSubjects()).toEqual([1, 2].map((id) => ({ kind: 'character', id })))
    expect(who()).toBeNull()
  })

  it('stays for a name that could not be stored, and goes on with the next one', async () => {
    const known = answer
    answer = () => {
      throw new AppError('disk-full')
    }
    const failing = createFromCard(1, 'Isaura')
    const finished = finishNewCard()
    await expect(failing).rejects.toThrow('disk-full')
    await finished
    answer = known
    await createFromCard(1, 'Mira')
    await finishNewCard()
    expect(who()).toBe(1)
  })
})
