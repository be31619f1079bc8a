import { ActionIcon } from '@mantine/core'
import { IconGridDots, IconLayoutGrid } from '@tabler/icons-react'
import { useWords } from '../app/i18n'
import { usePreferences } from '../app/preferences'
import { Hint } from '../ui/tooltip'

/** Smaller cards, or larger ones again; on every wall. */
export function DensitySwitch() {
  const t = useWords()
  const [preferences, change] = usePreferences()
  const isDense = preferences.density === 'dense'
  const label = t(isDense ? 'wall.toComfortable' : 'wall.toDense')
  return (
    <Hint label={label}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={label}
        onClick={() => void change({ density: isDense ? 'comfortable' : 'dense' })}
      >
        {isDense ? (
          <IconLayoutGrid size={20} aria-hidden />
        ) : (
          <IconGridDots size={20} aria-hidden />
        )}
      </ActionIcon>
    </Hint>
  )
}
