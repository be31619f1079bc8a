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
  readonly onPortrait: () => void
}

/** Answers every request about portraits that come from an address. */
export function createLinkHandlers({
  library,
  onPortrait,
}: LinkHandlersOptions): Pick<Handlers, LinkRequest> {
  return {
    'links:judge': ({ url }) => library().links.judge(url),
    'links:read': ({ portraitId }) => library().links.read(portraitId),
    'links:take-in': async ({ subject, url }) => {
      library().readSubject(subject)
      const taken = await library().links.addPortrait(subject, url)
      onPortrait()
      return taken
    },
    'links:take-in-data-url': async ({ subject, url, how }) => {
      library().readSubject(subject)
      const source = how === 'pasted' ? 'pasted' : 'own-file'
      const bytes = pictureInDataUrl(url)
      const taken = await library().addOwnPicture(subject, bytes, source, null)
      onPortrait()
      return taken
    },
    'links:look': async ({ portraitId }) => {
      const looked = await library().links.look(portraitId)
      if (looked.state === 'new') onPortrait()
      return looked
    },
  }
}
