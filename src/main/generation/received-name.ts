import { pictureFormat } from '../portraits/inspect'

/** The file name for the n-th thing an order received, by its first bytes. */
export function receivedName(jobId: number, number: number, bytes: Uint8Array): string {
  return `castkeeper_order-${jobId}_${number}.${pictureFormat(bytes) ?? endingOfText(bytes)}`
}

function endingOfText(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 1_000)).toString('utf8').trimStart()
  if (/^[{[]/.test(start)) return 'json'
  if (start.startsWith('<')) return 'html'
  return start === '' || /[\0\ufffd]/.test(start) ? 'bin' : 'txt'
}
