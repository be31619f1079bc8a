import type { ComponentProps } from 'react'
import { PortraitImage } from '../ui/portrait-image'
import classes from './small-face.module.css'

type SmallFaceProps = Pick<ComponentProps<typeof PortraitImage>, 'kind' | 'portrayed'>

/** A face beside its name. */
export function SmallFace({ kind, portrayed }: SmallFaceProps) {
  return (
    <PortraitImage
      kind={kind}
      portrayed={portrayed}
      size={128}
      decorative
      marked={false}
      className={classes.face}
    />
  )
}
