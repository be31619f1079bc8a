import type { Database } from 'better-sqlite3'
import type { AddedPictures, AddedPicturesChange } from '../../shared/add-pictures'
import type { ParsedInput } from '../../shared/contract'
import type { Handlers } from '../core/answer'
import type { Clock } from '../core/clock'
import type { DownloadPicture } from '../portraits/download'
import { nameInAddress, rememberLink } from '../portraits/links'
import { pictureInDataUrl } from '../portraits/own-file'
import type { Portraits } from '../portraits/portraits'
import type { AddPicturesOrder } from './add-pictures'
import { countMatches } from './decide'
import type { PictureOffers } from './offers'
import { suggestFaces } from './suggest-faces'

type PicturesRequest = Extract<keyof Handlers, `pictures:${string}`>

export interface AddPicturesHandlersOptions {
  /** Throws the reason while the library could not be opened. */
  readonly library: () => {
    readonly database: Database
    readonly portraits: Pick<Portraits, 'find'>
    readonly download: DownloadPicture
    addPictures(order: AddPicturesOrder): Promise<AddedPictures>
    undoAdded(change: AddedPicturesChange): { readonly isWhole: boolean }
    redoAdded(change: AddedPicturesChange): void
  }
  readonly offers: PictureOffers
  readonly clock: Clock
  /** Called while pictures are added, each time some more are in the library. */
  readonly onStored: () => void
}

/** Answers every request about adding many pictures. */
export function createAddPicturesHandlers(
  options: AddPicturesHandlersOptions,
): Pick<Handlers, PicturesRequest> {
  const { library, offers } = options
  return {
    'pictures:matches': ({ offerId, campaignId }) =>
      countMatches(library().database, campaignId, offers.read(offerId).files),
    'pictures:add': (order) => add(options, order),
    'pictures:undo': (change) => library().undoAdded(change),
    'pictures:redo': (change) => library().redoAdded(change),
    'pictures:suggest-faces': (whose) => suggestFaces(library().database, whose),
  }
}

async function add(
  { library, offers, clock, onStored }: AddPicturesHandlersOptions,
  { from, choice }: ParsedInput<'pictures:add'>,
): Promise<AddedPictures> {
  if (from.kind === 'offer') {
    return library().addPictures({ ...offers.read(from.offerId), choice, onStored })
  }
  const { url } = from
  if (from.kind === 'data-url') {
    const sources = [{ kind: 'bytes', name: '', bytes: pictureInDataUrl(url) }] as const
    return library().addPictures({ sources, choice, origin: 'pasted' })
  }
  const bytes = await library().download({ url })
  const sources = [{ kind: 'bytes', name: nameInAddress(url), bytes }] as const
  const added = await library().addPictures({ sources, choice, origin: 'own-file' })
  const { database, portraits } = library()
  for (const { portraitId, outcome } of added.rows) {
    if (portraitId === null || outcome === 'same') continue
    const receivedSha256 = portraits.find(portraitId)?.receivedSha256 ?? null
    if (receivedSha256 === null) continue
    rememberLink(database, { portraitId, url, receivedSha256, fetchedAt: clock() })
  }
  return added
}
