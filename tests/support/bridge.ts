import type { ElectronApplication, Page } from 'playwright'
import type {
  Bridge,
  Reply,
  RequestInput,
  RequestName,
  RequestOutput,
} from '../../src/shared/contract'

/** Asks main as the window's own code does, and answers with its reply. */
export function requestFrom<Name extends RequestName>(
  page: Page,
  name: Name,
  input?: RequestInput<Name>,
): Promise<Reply<RequestOutput<Name>>> {
  return rawRequestFrom(page, name, input) as Promise<Reply<RequestOutput<Name>>>
}

/** Asks main for anything at all, as a page that was taken over could. */
export function rawRequestFrom(
  page: Page,
  name: unknown,
  input?: unknown,
): Promise<Reply<unknown>> {
  return page.evaluate(
    ([anyName, anyInput]) => {
      const bridge: Bridge = Reflect.get(window, 'castkeeper')
      return bridge.request(anyName as never, anyInput)
    },
    [name, input] as const,
  )
}

/** What a reply holds; throws when it is a refusal. */
export function granted<Value>(reply: Reply<Value>): Value {
  if (!reply.ok) throw new Error(`refused: ${reply.error.code}`)
  return reply.value
}

/** What a question of the system's own kind asked. */
export interface AskedQuestion {
  readonly message: string
  readonly buttons: readonly string[]
}

/** Answers every question of the system with this button from now on: no test can click them. */
export function answerQuestions(app: ElectronApplication, button: number): Promise<void> {
  return app.evaluate(({ dialog }, response) => {
    const asked: unknown[] = []
    Reflect.set(globalThis, 'askedQuestions', asked)
    Reflect.set(dialog, 'showMessageBox', (...given: unknown[]) => {
      asked.push(given.at(-1))
      return Promise.resolve({ response, checkboxChecked: false })
    })
  }, button)
}

/** The questions asked since answerQuestions. */
export function askedQuestions(app: ElectronApplication): Promise<AskedQuestion[]> {
  return app.evaluate(() => {
    const asked: AskedQuestion[] = Reflect.get(globalThis, 'askedQuestions')
    return asked.map(({ message, buttons }) => ({ message, buttons }))
  })
}
