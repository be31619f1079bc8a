import { Fragment } from 'react'

/** A path that is broken after its slashes and underscores rather than anywhere. */
export function PathText({ path }: { readonly path: string }) {
  const pieces = [...path.matchAll(/[^\\/_]*[\\/_]?/g)].filter(([piece]) => piece !== '')
  return (
    <span dir="ltr" style={{ overflowWrap: 'anywhere' }}>
      {pieces.map(({ 0: piece, index }) => (
        <Fragment key={index}>
          {piece}
          <wbr />
        </Fragment>
      ))}
    </span>
  )
}
