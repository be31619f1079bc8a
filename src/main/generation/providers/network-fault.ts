import type { NetworkError } from '../../core/network/network-error'
import { ServiceError } from './service-error'

/** What a request without an answer means for an order. Once it was sent, it may be paid for. */
export function networkFault(error: NetworkError): ServiceError {
  const { host, wasSent } = error
  const facts = { mayHaveBeenBilled: wasSent, cause: error }
  switch (error.fault) {
    case 'refused': {
      if (error.reason !== 'private-address') {
        return new ServiceError('base-url-invalid', { context: 'not-encrypted' }, facts)
      }
      return new ServiceError('address-not-allowed', { host, context: 'service' }, facts)
    }
    case 'certificate':
      return new ServiceError('certificate-invalid', { host, reason: error.reason }, facts)
    case 'aborted':
      return new ServiceError('job-cancelled', {}, facts)
    case 'too-large':
      return new ServiceError('answer-too-large', { host }, facts)
    case 'unreachable':
    case 'lost':
    case 'incomplete':
      return new ServiceError(wasSent ? 'connection-lost' : 'connection-failed', { host }, facts)
    case 'no-answer':
    case 'stalled':
    case 'overdue':
      return new ServiceError(wasSent ? 'answer-timed-out' : 'connection-failed', { host }, facts)
  }
}
