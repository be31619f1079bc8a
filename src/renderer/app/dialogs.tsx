import { AddPicturesDialog } from '../add-pictures/add-pictures-dialog'
import { AssignFacesDialog } from '../add-pictures/assign-faces-dialog'
import { BackUpDialog } from '../backup/back-up-dialog'
import { NewCampaignDialog } from '../campaign/new-campaign-dialog'
import { MoveCharacters } from '../character/move-characters'
import { StatusDialog } from '../character/status-dialog'
import { ExportDialog } from '../export/export-dialog'
import { LinkDialog } from '../portrait/link-dialog'
import { QuickStrip } from '../quick-character/quick-strip'
import { WhoTurnsUp } from '../quick-character/who-turns-up'
import { ExportSessions } from '../sessions/export-sessions'
import { LineStrip } from '../sessions/line-strip'
import { TagManager } from '../tags/tag-manager'
import { TagManyDialog } from '../tags/tag-many-dialog'
import { ChangingMany } from '../tasks/changing-many'
import { AboutDialog } from './about/about-dialog'
import { KeysDialog } from './keys/keys-dialog'
import { closeDialog, usePlace } from './navigation'

/** The one dialog that stands in front of the screen, if any. */
export function Dialogs() {
  const { dialog } = usePlace()
  switch (dialog?.kind) {
    case 'new-campaign':
      return <NewCampaignDialog onClose={closeDialog} />
    case 'quick-character':
      return <QuickStrip campaignId={dialog.campaignId} onClose={closeDialog} />
    case 'session-line':
      return <LineStrip campaignId={dialog.campaignId} onClose={closeDialog} />
    case 'export-sessions':
      return <ExportSessions {...dialog} onClose={closeDialog} />
    case 'changing-many':
      return <ChangingMany task={dialog.task} onClose={closeDialog} />
    case 'who-turns-up':
      return <WhoTurnsUp campaignId={dialog.campaignId} onClose={closeDialog} />
    case 'move-characters':
      return <MoveCharacters chosen={dialog.chosen} onClose={closeDialog} />
    case 'set-status':
      return <StatusDialog chosen={dialog.chosen} onClose={closeDialog} />
    case 'tags':
      return <TagManager onClose={closeDialog} />
    case 'tag-many':
      return <TagManyDialog on={dialog.on} onClose={closeDialog} />
    case 'fetch-picture':
      return <LinkDialog {...dialog} initialUrl={dialog.url} onClose={closeDialog} />
    case 'add-pictures':
      return <AddPicturesDialog onClose={closeDialog} />
    case 'assign-faces':
      return <AssignFacesDialog choice={dialog} onClose={closeDialog} />
    case 'back-up':
      return <BackUpDialog onClose={closeDialog} />
    case 'export':
      return <ExportDialog scope={dialog.scope} onClose={closeDialog} />
    case 'keys':
      return <KeysDialog onClose={closeDialog} />
    case 'about':
      return <AboutDialog onClose={closeDialog} />
    case undefined:
      return null
  }
}
