import type { Campaign } from '../../shared/campaign'
import { maximumIdsAtOnce } from '../../shared/character'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { openCampaign } from '../app/navigation'
import { attempt } from '../app/toasts'
import { doStep } from '../app/undo/do-step'
import { watched } from '../tasks/watched'
import { focusOnWall } from '../wall/wall-focus'

/** Moves a campaign with its cast to the trash. Can be undone and redone in one step. */
export function trashCampaign({ id, name }: { id: number; name: string }): Promise<boolean> {
  return attempt(() =>
    doStep(translator.t('campaign.trashed', { name }), async () => {
      await request('campaigns:trash', { id })
      focusOnWall({ kind: 'anyone', notIn: id })
      return {
        inverse: async () => {
          await request('campaigns:restore', { id })
          openCampaign(id)
          focusOnWall({ kind: 'anyone' })
        },
      }
    }),
  )
}

type Copied = Pick<Campaign, 'id' | 'name' | 'characterCount'>

/** Duplicates a campaign with its cast and opens the copy. Can be undone and redone; redo restores the same copy. */
export function duplicateCampaign({ id, name, characterCount }: Copied): Promise<boolean> {
  let copyId: number | null = null
  const makeCopy = async () => {
    if (copyId === null) {
      const duplicate = () => request('campaigns:duplicate', { id })
      const isLong = characterCount > maximumIdsAtOnce
      return (await (isLong ? watched('characters', duplicate) : duplicate())).id
    }
    await request('campaigns:restore', { id: copyId })
    return copyId
  }
  return attempt(() =>
    doStep(translator.t('campaign.duplicated', { name }), async () => {
      const made = await makeCopy()
      copyId = made
      openCampaign(made)
      focusOnWall({ kind: 'anyone' })
      return { inverse: () => request('campaigns:trash', { id: made }) }
    }),
  )
}
