import type { SessionLineKind } from '../../shared/session-line'
import { asData, type Translate } from '../../shared/translate'

/** The words of lines that are added by themselves, in the game master's language; they become part of the text. */
export type LineWords = Readonly<
  Record<Exclude<SessionLineKind, 'line'>, (name: string, words: string) => string>
>

/** The words in the language `t` speaks at the time. */
export function createLineWords(t: Translate): LineWords {
  return {
    shown: (name) => t('sessions.line.shown', { name, ...asData }),
    'quick-character': (name, words) => {
      const said = t('sessions.line.quick-character', { name, ...asData })
      return words === '' ? said : `${said} – ${words}`
    },
    drawn: (name) => t('sessions.line.drawn', { name, ...asData }),
    status: (name, words) => t('sessions.line.status', { name, words, ...asData }),
  }
}
