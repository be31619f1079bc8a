import { Text } from '@mantine/core'
import { ErrorNotice } from './error-notice'

interface ReadOnlyAddressProps {
  readonly url: string
  /** Why the address cannot be used; null while nothing is wrong with it. */
  readonly refusal: unknown
}

/** The address of a picture as it was dropped or pasted, to be read and not changed. */
export function ReadOnlyAddress({ url, refusal }: ReadOnlyAddressProps) {
  return (
    <>
      <Text
        size="sm"
        dir="ltr"
        c="var(--ck-quiet)"
        lineClamp={4}
        style={{ overflowWrap: 'anywhere' }}
      >
        {url}
      </Text>
      {refusal !== null && <ErrorNotice error={refusal} handlers={{ 'fix-field': null }} />}
    </>
  )
}
