import type { CampaignFields } from '../../shared/campaign'
import type { CharacterFields } from '../../shared/character'
import { boundaryBefore } from '../../shared/cut'
import { type ArtStyle, type Mood, maximumPromptLength } from '../../shared/generation'
import type { Translate } from '../../shared/translate'
import { asData } from '../../shared/translate'

/** Whose portrait it is and where they come from; without a character it is the game master's. */
export interface PromptScene {
  readonly campaign: Pick<
    CampaignFields,
    'name' | 'description' | 'themes' | 'tone' | 'language' | 'gameSystem'
  >
  readonly character: Pick<
    CharacterFields,
    'name' | 'race' | 'class' | 'level' | 'gender' | 'description'
  > | null
}

export interface PromptChoices {
  readonly artStyle: ArtStyle
  readonly mood: Mood
  /** Anything else, in the game master's own words. */
  readonly wish: string
}

/** Free texts that are shortened when everything together is too long, the least important first. */
type FreeText = 'world' | 'description' | 'wish'
const shortenedFirst: readonly FreeText[] = ['world', 'description', 'wish']

/**
 * The prompt for a portrait, in the language `t` speaks, from every fact that is known. At most 32,000
 * UTF-16 units, so as many characters or fewer; what has to go is cut between two words.
 */
export function buildPrompt(scene: PromptScene, choices: PromptChoices, t: Translate): string {
  const texts: Record<FreeText, string> = {
    world: scene.campaign.description.trim(),
    description: scene.character?.description.trim() ?? '',
    wish: choices.wish.trim(),
  }
  for (const name of shortenedFirst) {
    const excess = compose(scene, choices, texts, t).length - maximumPromptLength
    if (excess <= 0) break
    texts[name] = cutText(texts[name], texts[name].length - excess)
  }
  return cutText(compose(scene, choices, texts, t), maximumPromptLength)
}

function compose(
  { campaign, character }: PromptScene,
  { artStyle, mood }: PromptChoices,
  texts: Readonly<Record<FreeText, string>>,
  t: Translate,
): string {
  const [theme = '', ...otherThemes] = campaign.themes
  const say = (key: Fact, value: string | number | null): string =>
    value === null || value === '' ? '' : t(`prompt.${key}`, { value, ...asData })
  const lines = [
    character === null
      ? [t('prompt.gameMaster', { name: campaign.name, ...asData })]
      : [t('prompt.character', { name: character.name, ...asData })],
    character !== null && [
      say('race', character.race),
      say('class', character.class),
      say('level', character.level),
      say('gender', character.gender),
    ],
    [say('description', texts.description)],
    [
      character === null ? '' : say('campaign', campaign.name),
      say('theme', theme),
      say('otherThemes', otherThemes.join(', ')),
      say('tone', campaign.tone),
      say('gameSystem', campaign.gameSystem),
      character === null ? say('language', campaign.language) : '',
    ],
    [say('world', texts.world)],
    [say('mood', t(`prompt.moods.${mood}`)), say('style', t(`prompt.artStyles.${artStyle}`))],
    [say('wish', texts.wish)],
    [t('prompt.ending')],
  ]
  return lines
    .map((facts) => (facts === false ? '' : facts.filter((fact) => fact !== '').join(' ')))
    .filter((line) => line !== '')
    .join('\n')
}

type Fact =
  | 'race'
  | 'class'
  | 'level'
  | 'gender'
  | 'description'
  | 'campaign'
  | 'theme'
  | 'otherThemes'
  | 'tone'
  | 'gameSystem'
  | 'language'
  | 'world'
  | 'mood'
  | 'style'
  | 'wish'

/** How far back a gap between words is looked for, in UTF-16 units. */
const longestWord = 60

/**
 * The beginning of a text, at most `maximum` UTF-16 units with the ellipsis that shows the cut. Ends
 * between two words where that is near, and never inside what a reader takes for one character.
 */
export function cutText(text: string, maximum: number): string {
  if (text.length <= maximum) return text
  if (maximum < 2) return ''
  const rough = text.slice(0, maximum)
  const gap = rough.slice(-longestWord).search(/\s+\S*$/u)
  if (gap >= 0) {
    const kept = rough.slice(0, Math.max(0, rough.length - longestWord) + gap)
    return `${kept.trimEnd()}…`
  }
  return `${text.slice(0, boundaryBefore(text, maximum - 1))}…`
}
