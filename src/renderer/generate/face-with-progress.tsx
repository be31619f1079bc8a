import type { Subject } from '../../shared/subject'
import { useSubject } from '../portrait/use-subject'
import { PortraitImage } from '../ui/portrait-image'
import classes from './generate-dock.module.css'
import { Developing } from './jobs/developing'
import { useJobOf } from './jobs/use-jobs'

interface FaceWithProgressProps {
  readonly subject: Subject
  /** Its width in the dock. */
  readonly className: string | undefined
}

/** The portrait that a subject shows now, and over it the progress of its order. */
export function FaceWithProgress({ subject, className }: FaceWithProgressProps) {
  const portrayed = useSubject(subject)
  const job = useJobOf(subject)
  return (
    <span className={className}>
      {portrayed && (
        <PortraitImage
          kind={subject.kind}
          portrayed={portrayed}
          size={128}
          decorative
          marked={false}
          className={classes.face}
        />
      )}
      <Developing job={job} />
    </span>
  )
}
