import { AppError } from '../../shared/errors'

/**
 * The only way out to the browser. Opens https addresses without a user name in them; throws
 * `link-not-opened` for anything else.
 */
export async function openLink(url: string, open: (url: string) => Promise<void>): Promise<void> {
  const address = URL.canParse(url) ? new URL(url) : null
  if (address?.protocol !== 'https:' || address.username !== '' || address.password !== '') {
    throw new AppError('link-not-opened')
  }
  await open(address.href)
}
