import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useRef } from 'react'
import { useWords } from '../app/i18n'
import { useShortcut } from '../app/keys/shortcuts'
import { focusWall } from './use-grid-keys'

interface WallSearchProps {
  readonly label: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (text: string) => void
  readonly className?: string | undefined
}

/** The search above a wall: its key leads into it, the arrow, Enter and Escape lead back to the cards. */
export function WallSearch({ label, placeholder, value, onChange, className }: WallSearchProps) {
  const t = useWords()
  const field = useRef<HTMLInputElement>(null)
  useShortcut('find', () => field.current?.select())
  const leave = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Escape') {
      onChange('')
      focusWall()
    } else if (event.key === 'ArrowDown' || event.key === 'Enter') focusWall()
    else return
    event.preventDefault()
  }
  return (
    <TextInput
      ref={field}
      className={className ?? ''}
      type="text"
      role="searchbox"
      dir="auto"
      aria-label={label}
      placeholder={placeholder}
      value={value}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={
        value ? (
          <CloseButton size="sm" aria-label={t('wall.clearSearch')} onClick={() => onChange('')} />
        ) : (
          <Kbd size="xs">/</Kbd>
        )
      }
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={leave}
    />
  )
}
