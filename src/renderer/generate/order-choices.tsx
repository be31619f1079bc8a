import { Input, SegmentedControl } from '@mantine/core'
import { pictureShapes, qualities } from '../../shared/generation'
import { useWords } from '../app/i18n'
import type { Draft } from './draft'
import classes from './generate-dock.module.css'

interface OrderChoicesProps {
  readonly draft: Draft
  readonly onChange: (changes: Partial<Draft>) => void
}

const counts = [1, 2, 3, 4] as const

/** How the pictures are ordered: what moves the price. */
export function OrderChoices({ draft, onChange }: OrderChoicesProps) {
  const t = useWords()
  return (
    <div className={classes.order}>
      <Choice
        label={t('generate.quality')}
        data={qualities.map((id) => ({ value: id, label: t(`generate.qualities.${id}`) }))}
        value={draft.quality}
        onChange={(id) => onChange({ quality: qualities.find((quality) => quality === id) })}
      />
      <Choice
        label={t('generate.shape')}
        data={pictureShapes.map((id) => ({ value: id, label: t(`generate.shapes.${id}`) }))}
        value={draft.shape}
        onChange={(id) => onChange({ shape: pictureShapes.find((shape) => shape === id) })}
      />
      <Choice
        label={t('generate.count')}
        data={counts.map(String)}
        value={String(draft.count)}
        onChange={(count) => onChange({ count: Number(count) })}
      />
    </div>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly data: (string | { value: string; label: string })[]
  readonly value: string
  readonly onChange: (value: string) => void
}

function Choice({ label, data, value, onChange }: ChoiceProps) {
  return (
    <div>
      <Input.Label component="div" display="block" mb={4} aria-hidden>
        {label}
      </Input.Label>
      <SegmentedControl aria-label={label} data={data} value={value} onChange={onChange} />
    </div>
  )
}
