/// <reference types="vite/client" />
import { QueryClientProvider } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { afterEach, expect, it, vi } from 'vitest'
import { createQueryClient, queries } from '../../../../src/renderer/app/api'
import { useChangePreferences } from '../../../../src/renderer/app/preferences'
import { defaultPreferences } from '../../../../src/shared/preferences'

afterEach(() => vi.unstubAllGlobals())

const found: { change?: ReturnType<typeof useChangePreferences> } = {}

function Probe(): null {
  found.change = useChangePreferences()
  return null
}

/** The hook's function and what the screens would show, with a main process that answers when it is told to. */
function setUp() {
  const reply = Promise.withResolvers<unknown>()
  vi.stubGlobal('window', { castkeeper: { request: () => reply.promise } })
  const client = createQueryClient()
  const { queryKey } = queries.preferences()
  client.setQueryData(queryKey, defaultPreferences)
  renderToString(createElement(QueryClientProvider, { client }, createElement(Probe)))
  const { change } = found
  if (change === undefined) throw new Error('the hook was not called')
  return { reply, change, shown: () => client.getQueryData(queryKey) }
}

it('shows a choice at once, before main has answered, and leaves the others', async () => {
  const { reply, change, shown } = setUp()
  const done = change({ density: 'dense' })
  expect(shown()).toEqual({ ...defaultPreferences, density: 'dense' })
  reply.resolve({ ok: true, value: { ...defaultPreferences, density: 'dense' } })
  await done
})

it('shows what main made of the choice', async () => {
  const { reply, change, shown } = setUp()
  const stored = { ...defaultPreferences, trashDays: 90 }
  reply.resolve({ ok: true, value: stored })
  await change({ trashDays: 91 })
  expect(shown()).toEqual(stored)
})
