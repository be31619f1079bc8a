import { describe, expect, it } from 'vitest'
import { buildPrompt, cutText, type PromptScene } from '../../../src/main/generation/prompt'
import { artStyles, generationOrderSchema, moods } from '../../../src/shared/generation'
import { createTranslator } from '../../../src/shared/translate'

const english = createTranslator('en').t
const french = createTranslator('fr').t

const campaign = {
  name: 'The Black Dragon',
  description: 'A valley under ash.',
  themes: ['Fantasy', 'Mystery', 'War'],
  tone: 'Epic',
  language: 'Français',
  gameSystem: 'D&D 5',
}
const character = {
  name: 'Éowyn 🔥 田中',
  race: 'Elf',
  class: 'Ranger',
  level: 5,
  gender: 'woman',
  description: 'A scar over the left eye.',
}
const scene: PromptScene = { campaign, character }
const choices = { artStyle: 'concept-art', mood: 'wise', wish: 'Lantern light' } as const

describe('the prompt for a character', () => {
  it('says everything that is known, in English', () => {
    expect(buildPrompt(scene, choices, english)).toBe(
      [
        'Portrait of one person, head and shoulders, face clearly visible: “Éowyn 🔥 田中”.',
        'Race: Elf. Class: Ranger. Level: 5. Gender: woman.',
        'Description: A scar over the left eye.',
        'From the campaign “The Black Dragon”. Main theme: Fantasy. Other themes: Mystery, War. Tone: Epic. Game: D&D 5.',
        'The world: A valley under ash.',
        'Expression: wise, the patient look of long experience. Style: concept art for a game, confident brushwork, clear silhouette.',
        'Above all: Lantern light',
        'No text, no letters, no frame, no watermark.',
      ].join('\n'),
    )
  })

  it('and in French', () => {
    const prompt = buildPrompt(scene, choices, french)
    expect(prompt).toContain('Race\u00a0: Elf. Classe\u00a0: Ranger. Niveau\u00a0: 5.')
    expect(prompt).toContain('De la campagne «\u00a0The Black Dragon\u00a0».')
    expect(prompt).not.toMatch(/Main theme|Style: concept/)
  })

  it('leaves out what is not known', () => {
    const nobody = { name: 'Ash', race: '', class: '', level: null, gender: '', description: ' ' }
    const nowhere = {
      name: 'Home',
      description: '',
      themes: [],
      tone: '',
      language: '',
      gameSystem: '',
    }
    const prompt = buildPrompt(
      { campaign: nowhere, character: nobody },
      { ...choices, wish: ' ' },
      english,
    )
    expect(prompt.split('\n')).toHaveLength(4)
    expect(prompt).not.toMatch(/Race|Level|null|undefined|Description|Above all/)
  })

  it('keeps level 0, which some games have', () => {
    const apprentice = { ...character, level: 0 }
    expect(buildPrompt({ campaign, character: apprentice }, choices, english)).toContain(
      'Level: 0.',
    )
  })

  it('takes what was typed as it is', () => {
    const name = '{{value}} $t(prompt.ending) <b>“x”</b>'
    const prompt = buildPrompt({ campaign, character: { ...character, name } }, choices, english)
    expect(prompt).toContain(`“${name}”`)
  })
})

describe('the prompt for a game master', () => {
  it('is made of the campaign', () => {
    const prompt = buildPrompt({ campaign, character: null }, choices, english)
    expect(prompt).toContain('the game master of the campaign “The Black Dragon”')
    expect(prompt).toContain('Main theme: Fantasy. Other themes: Mystery, War. Tone: Epic.')
    expect(prompt).toContain('Language of the table: Français.')
    expect(prompt).toContain('The world: A valley under ash.')
  })

  it('speaks of the Maître du Jeu in French', () => {
    expect(buildPrompt({ campaign, character: null }, choices, french)).toContain(
      'le maître du jeu',
    )
  })
})

describe('every style and mood', () => {
  it('makes a prompt of its own in both languages', () => {
    const prompts = new Set(
      [english, french].flatMap((t) =>
        artStyles.flatMap((artStyle) =>
          moods.map((mood) => buildPrompt(scene, { artStyle, mood, wish: '' }, t)),
        ),
      ),
    )
    expect(prompts.size).toBe(2 * artStyles.length * moods.length)
  })
})

describe('a prompt that would be too long', () => {
  const order = { subject: { kind: 'character', id: 1 }, provider: 'openai' }

  it('loses the description of the world first and keeps the wish', () => {
    const long = {
      campaign: { ...campaign, description: 'ash and dust '.repeat(5_000) },
      character: { ...character, description: 'scar '.repeat(3_000).trim() },
    }
    const prompt = buildPrompt(long, choices, english)
    expect(prompt.length).toBeLessThanOrEqual(32_000)
    expect(prompt.length).toBeGreaterThan(31_900)
    expect(prompt).toContain(long.character.description)
    expect(prompt).toContain('Lantern light')
    expect(prompt).toMatch(/(ash|and|dust)…\nExpression/)
    expect(generationOrderSchema.safeParse({ ...order, prompt }).success).toBe(true)
  })

  it('is cut between characters also when there are no words', () => {
    const family = '👨‍👩‍👧‍👦'
    const long = {
      campaign: { ...campaign, description: family.repeat(20_000) },
      character: { ...character, description: '田'.repeat(50_000) },
    }
    const wish = '🔥'.repeat(20_000)
    const prompt = buildPrompt(long, { ...choices, wish }, english)
    expect(prompt.length).toBeLessThanOrEqual(32_000)
    expect(prompt.isWellFormed()).toBe(true)
    expect(prompt).toContain('No text, no letters')
    expect(generationOrderSchema.safeParse({ ...order, prompt }).success).toBe(true)
  })
})

describe('cutText', () => {
  it('leaves what fits alone', () => {
    expect(cutText('as it is', 8)).toBe('as it is')
  })

  it('cuts between words, or between characters in a long one', () => {
    expect(cutText('one two three', 9)).toBe('one two…')
    expect(cutText('x'.repeat(200), 100)).toBe(`${'x'.repeat(99)}…`)
    expect(cutText('👨‍👩‍👧‍👦👨‍👩‍👧‍👦', 20)).toBe('👨‍👩‍👧‍👦…')
    expect(cutText('e\u0301e\u0301', 3)).toBe('e\u0301…')
  })

  it('answers nothing where there is no room', () => {
    expect(cutText('anything', 0)).toBe('')
    expect(cutText('anything', -5)).toBe('')
  })
})
