import { NumberInput } from '@mantine/core'
import { useState } from 'react'
import { translator, useWords } from '../app/i18n'

interface MegabytesFieldProps {
  readonly label: string
  readonly value: number
  readonly min: number
  readonly max: number
  readonly className?: string
  readonly onChange: (megabytes: number) => void
}

/** A size in megabytes. It counts when the field is left, or with Enter. */
export function MegabytesField({ onChange, value, ...field }: MegabytesFieldProps) {
  const t = useWords()
  const [typed, setTyped] = useState<number | string | null>(null)
  const settle = () => {
    if (typeof typed === 'number' && typed >= field.min && typed <= field.max) onChange(typed)
    setTyped(null)
  }
  return (
    <NumberInput
      {...field}
      value={typed ?? value}
      onChange={setTyped}
      onBlur={settle}
      onKeyDown={({ key }) => {
        if (key === 'Enter') settle()
      }}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="blur"
      step={100}
      thousandSeparator={translator.language === 'fr' ? '\u202f' : ','}
      suffix={`\u00a0${t('storage.megabytes')}`}
    />
  )
}
