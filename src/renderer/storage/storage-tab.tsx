import { CompressionSection } from '../compression/compression-section'

/** The room that portraits take. */
export function StorageTab() {
  return <CompressionSection />
}
