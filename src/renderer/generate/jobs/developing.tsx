import type { GenerationJob } from '../../../shared/generation'
import classes from './developing.module.css'
import { isUnderWay } from './use-jobs'

/** Light over the picture it lies on, for as long as the one that replaces it is being made. */
export function Developing({ job }: { readonly job: GenerationJob | undefined }) {
  if (!job || !isUnderWay(job)) return null
  return <span className={classes.developing} data-state={job.state} />
}
