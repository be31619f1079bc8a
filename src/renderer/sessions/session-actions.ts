import type { SessionSummary } from '../../shared/session'
import type { AddedLine } from '../../shared/session-line'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt } from '../app/toasts'
import { doStep } from '../app/undo/do-step'
import { openJournal } from './journal-place'
import { sessionName } from './session-words'

/** Begins the next session as one step of undo, and shows it. */
export function addSession(campaignId: number): Promise<boolean> {
  let id: number | null = null
  return attempt(async () => {
    const add = async (): Promise<{ id: number; closedId: number | null }> => {
      if (id === null) {
        const { session, closedId } = await request('sessions:add', { campaignId })
        return { id: session.id, closedId }
      }
      await request('sessions:restore', { id })
      return { id, closedId: await request('sessions:open', { id }) }
    }
    await doStep(translator.t('sessions.added'), async () => {
      const added = await add()
      id = added.id
      openJournal(campaignId, added.id)
      return {
        inverse: async () => {
          await request('sessions:remove', { id: added.id })
          if (added.closedId !== null) await request('sessions:open', { id: added.closedId })
        },
      }
    })
  })
}

type Named = Pick<SessionSummary, 'id' | 'number' | 'title'>

/** Removes a session as one step of undo. */
export function removeSession(session: Named & Pick<SessionSummary, 'isOpen'>): Promise<boolean> {
  const { id, isOpen } = session
  const name = sessionName(translator.t, session)
  return attempt(() =>
    doStep(translator.t('sessions.removed', { name }), async () => {
      await request('sessions:remove', { id })
      return {
        inverse: async () => {
          await request('sessions:restore', { id })
          if (isOpen) await request('sessions:open', { id })
        },
      }
    }),
  )
}

/** Restores a session that was removed, as one step of undo. */
export function restoreSession(session: Named): Promise<boolean> {
  const { id } = session
  const name = sessionName(translator.t, session)
  return attempt(() =>
    doStep(translator.t('sessions.restored', { name }), async () => {
      await request('sessions:restore', { id })
      return { inverse: () => request('sessions:remove', { id }) }
    }),
  )
}

/** Opens or closes a session as one step of undo. */
export function openOrCloseSession(
  session: Named & Pick<SessionSummary, 'isOpen'>,
): Promise<boolean> {
  const { id, isOpen } = session
  const name = sessionName(translator.t, session)
  const said = translator.t(isOpen ? 'sessions.closed' : 'sessions.opened', { name })
  return attempt(() =>
    doStep(said, async () => {
      if (isOpen) {
        await request('sessions:close', { id })
        return { inverse: () => request('sessions:open', { id }) }
      }
      const closedId = await request('sessions:open', { id })
      return {
        inverse: () =>
          closedId === null
            ? request('sessions:close', { id })
            : request('sessions:open', { id: closedId }),
      }
    }),
  )
}

/** Adds a line to the open session as one step of undo. */
export function addLine(campaignId: number, text: string): Promise<boolean> {
  return attempt(async () => {
    const first = await request('sessions:add-line', { campaignId, text })
    const { number } = first
    let added: AddedLine | null = first
    await doStep(translator.t('sessions.lineAdded', { number }), async () => {
      const now = added ?? (await request('sessions:add-line', { campaignId, text }))
      added = null
      return { inverse: () => request('sessions:take-line', now) }
    })
  })
}
