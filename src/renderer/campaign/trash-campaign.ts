import { request } from '../app/api'
import { translator } from '../app/i18n'
import { openCampaign } from '../app/navigation'
import { toastDone, toastError } from '../app/toasts'
import { focusOnWall } from '../wall/wall-focus'

/** Moves a campaign with its cast to the trash, as one step that can be undone. */
export async function trashCampaign(campaign: { id: number; name: string }): Promise<void> {
  const { id, name } = campaign
  try {
    await request('campaigns:trash', { id })
    focusOnWall({ kind: 'anyone', notIn: id })
    toastDone(translator.t('campaign.trashed', { name }), async () => {
      await request('campaigns:restore', { id })
      openCampaign(id)
      focusOnWall({ kind: 'anyone' })
    })
  } catch (error) {
    toastError(error, { retry: () => void trashCampaign(campaign) })
  }
}
