import type { Subject } from '../../shared/subject'
import type { Handlers } from '../core/answer'
import type { Links } from './links'
import { pictureInDataUrl } from './own-file'
import type { OwnPictures } from './own-pictures'

type LinkRequest = Extract<keyof Handlers, `links:${string}`>

interface LinkHandlersOptions {
  readonly library: () => Pick<OwnPictures, 'addOwnPicture'> & {
    readonly links: Links
    readSubject(subject: Subject): unknown
  }
}

/** Answers every request about portraits that come from an address. */
export function createLinkHandlers({ library }: LinkHandlersOptions): Pick<Handlers, LinkRequest> {
  return {
    'links:check': ({ url }) => library().links.check(url),
    'links:read': ({ portraitId }) => library().links.read(portraitId),
    'links:add': async ({ subject, url }) => {
      library().readSubject(subject)
      return library().links.addPortrait(subject, url)
    },
    'links:add-data-url': async ({ subject, url, how }) => {
      library().readSubject(subject)
      const source = how === 'pasted' ? 'pasted' : 'own-file'
      const bytes = pictureInDataUrl(url)
      return library().addOwnPicture(subject, bytes, source, null)
    },
    'links:find-update': ({ portraitId }) => library().links.findUpdate(portraitId),
  }
}
