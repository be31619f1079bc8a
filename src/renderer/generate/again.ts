import { type ImageServiceId, imageServiceIds } from '../../shared/generation'
import { type Subject, subjectKey } from '../../shared/subject'
import { request } from '../app/api'
import { translator } from '../app/i18n'
import { attempt, toastNote } from '../app/toasts'
import { readPortraitSubject } from '../portrait/use-subject'
import { dockSubjects, openDock } from './dock'
import { openGenerate } from './draft'
import { lastOrderOf, startOrder } from './ordering'

interface Words {
  readonly prompt: string
  readonly provider: ImageServiceId
}

/** The words this subject's portrait was generated with, or those of the newest one that was. */
async function wordsOf(subject: Subject): Promise<Words | null> {
  const [{ portrait: shown }, history] = await Promise.all([
    readPortraitSubject(subject),
    request('portraits:history', { subject }),
  ])
  const known = history.flatMap(({ id, prompt, provider }) => {
    const service = imageServiceIds.find((one) => one === provider)
    return prompt === null || service === undefined ? [] : [{ id, prompt, provider: service }]
  })
  return known.find(({ id }) => id === shown?.id) ?? known[0] ?? null
}

/**
 * Sends the last order of this window for the subject again, word for word: its price was shown when it was sent
 * first. Without one the dock opens with the words of the portrait and their price, and waits for Enter.
 */
export async function generateAgain(subject: Subject): Promise<void> {
  const isInDock = dockSubjects().some((one) => subjectKey(one) === subjectKey(subject))
  const order = lastOrderOf(subject)
  if (order !== undefined) {
    openDock(isInDock ? dockSubjects() : [subject], 'results')
    await startOrder(subject, () => Promise.resolve(order))
    return
  }
  await attempt(async () => {
    const words = await wordsOf(subject)
    if (words !== null) return openGenerate(subject, { ...words, place: 'send' })
    openGenerate(subject)
    const { name } = await readPortraitSubject(subject)
    toastNote(translator.t('generate.nothingToRepeat', { name }))
  })
}
