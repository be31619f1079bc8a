import type { OpenAI } from 'openai'
import type { ServiceConnection } from './profiles'

export type Sdk = Pick<OpenAI, 'images' | 'models'>

export interface SdkOptions {
  readonly fetch: typeof fetch
  /** Longer than any deadline of our own, in milliseconds. */
  readonly timeoutMs: number
}

/**
 * The openai package, isolated from the environment: every setting it would look for there is given, it
 * retries nothing by itself (it would repeat billing errors too) and it logs nothing.
 */
export async function openSdk(
  { baseUrl, key }: ServiceConnection,
  { fetch, timeoutMs }: SdkOptions,
): Promise<Sdk> {
  // Loading it takes a fifth of a second, so that happens with the first order.
  const { OpenAI } = await import('openai')
  return new OpenAI({
    baseURL: baseUrl,
    // It insists on a key; what is sent is decided by our own fetch.
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    fetch,
    timeout: timeoutMs,
    maxRetries: 0,
    logLevel: 'off',
  })
}
