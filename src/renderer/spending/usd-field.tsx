import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { highestUsd } from '../../shared/spending'
import { translator, useWords } from '../app/i18n'

interface UsdFieldProps {
  readonly label: string
  /** What it is called where the label alone does not say whose it is. */
  readonly name?: string | undefined
  readonly value: number | null
  readonly className?: string | undefined
  readonly onChange: (usd: number | null) => void
}

/** An amount in USD; empty for none. It counts when the field is left, or with Enter. */
export function UsdField({ label, name, value, className, onChange }: UsdFieldProps) {
  const t = useWords()
  const [typed, setTyped] = useState<number | string | null>(null)
  const settle = () => {
    const next = typed === '' ? null : typed
    if (typed !== null && typeof next !== 'string' && next !== value) onChange(next)
    setTyped(null)
  }
  return (
    <NumberInput
      label={label}
      aria-label={name}
      className={className ?? ''}
      value={typed ?? value ?? ''}
      placeholder={t('spending.noLimit')}
      onChange={setTyped}
      onBlur={settle}
      onKeyDown={({ key }) => {
        if (key === 'Enter') settle()
      }}
      min={0}
      max={highestUsd}
      decimalScale={2}
      decimalSeparator={translator.language === 'fr' ? ',' : '.'}
      allowedDecimalSeparators={[',', '.']}
      allowNegative={false}
      hideControls
      suffix={'\u00a0USD'}
    />
  )
}
