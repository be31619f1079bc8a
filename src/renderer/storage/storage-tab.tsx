import { CompressionSection } from '../compression/compression-section'
import classes from '../settings/settings-screen.module.css'

/** The room that portraits take. */
export function StorageTab() {
  return (
    <div className={classes.scroller}>
      <div className={classes.sheet}>
        <CompressionSection />
      </div>
    </div>
  )
}
