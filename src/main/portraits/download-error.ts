import { AppError } from '../../shared/errors'
import type { NetworkError } from '../core/network/network-error'

/** What an answer without a picture means. Storage services answer 403 to a link past its hour. */
export function statusError(host: string, status: number): AppError {
  const isExpired = status === 403 || status === 404 || status === 410
  return new AppError(isExpired ? 'link-expired' : 'link-refused', { host, status })
}

/** What a download without an answer means. */
export function downloadError(error: NetworkError): AppError {
  const { host } = error
  switch (error.fault) {
    case 'refused':
      return new AppError('address-not-allowed', { host }, { cause: error })
    case 'unreachable':
      return new AppError('connection-failed', { host, context: 'download' }, { cause: error })
    case 'certificate':
      return new AppError('certificate-invalid', { host, reason: error.reason }, { cause: error })
    case 'no-answer':
    case 'stalled':
    case 'overdue':
      return new AppError('download-stalled', { host }, { cause: error })
    case 'lost':
    case 'incomplete':
      return new AppError('download-incomplete', { host }, { cause: error })
    case 'too-large':
      return new AppError('download-too-large', { host }, { cause: error })
    case 'aborted':
      return new AppError('job-cancelled', {}, { cause: error })
  }
}
