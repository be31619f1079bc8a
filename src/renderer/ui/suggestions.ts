import type { useWords } from '../app/i18n'

type Words = ReturnType<typeof useWords>

// The lists of the old app, so that those who come from it find their words again.
const themes = [
  'fantasy',
  'scienceFiction',
  'horror',
  'modern',
  'postApocalyptic',
  'steampunk',
  'cyberpunk',
  'adventure',
  'mystery',
  'romance',
  'politics',
  'war',
  'exploration',
  'magic',
  'technology',
] as const
const tones = ['epic', 'dark', 'light', 'humorous', 'serious', 'dramatic'] as const
const races = [
  'human',
  'elf',
  'dwarf',
  'halfling',
  'dragonborn',
  'gnome',
  'halfElf',
  'halfOrc',
  'tiefling',
  'orc',
  'goliath',
  'aasimar',
] as const
const classes = [
  'fighter',
  'wizard',
  'rogue',
  'cleric',
  'ranger',
  'paladin',
  'bard',
  'sorcerer',
  'warlock',
  'druid',
  'monk',
  'barbarian',
  'artificer',
] as const
const genders = ['woman', 'man', 'nonBinary'] as const

/** Themes offered for a campaign; any other may be typed. */
export function themeSuggestions(t: Words): string[] {
  return themes.map((theme) => t(`field.theme.${theme}`))
}

export function toneSuggestions(t: Words): string[] {
  return tones.map((tone) => t(`field.tones.${tone}`))
}

export function raceSuggestions(t: Words): string[] {
  return races.map((race) => t(`field.races.${race}`))
}

export function classSuggestions(t: Words): string[] {
  return classes.map((name) => t(`field.classes.${name}`))
}

export function genderSuggestions(t: Words): string[] {
  return genders.map((gender) => t(`field.genders.${gender}`))
}
