import { type Look, looks } from './sample-looks'

export interface SampleCharacter {
  readonly name: string
  readonly race: string
  readonly class: string
  readonly level: number | null
  /** A painted portrait; without one an avatar stands in. */
  readonly look?: Look
  readonly gender?: string
  readonly description?: string
  readonly notes?: string
}

export interface SampleCampaign {
  readonly fields: {
    readonly name: string
    readonly themes: string[]
    readonly tone: string
    readonly language: string
    readonly gameSystem: string
    readonly description: string
  }
  readonly gameMaster?: Look
  readonly cast: readonly SampleCharacter[]
}

const notes = `**Wants** to find the ferryman who took her brother's name.

- Owes Wilhelmina Grey a favour, and hates it
- Never lights the third lantern
- Carries a *brass compass* that points at lies`

export const harrowmere: SampleCampaign = {
  fields: {
    name: 'The Lanterns of Harrowmere',
    themes: ['intrigue', 'drowned city', 'old debts'],
    tone: 'quiet dread, dry humour',
    language: 'English',
    gameSystem: 'D&D 5e',
    description: 'A harbour town counts its lanterns every night. Tonight there is one too many.',
  },
  gameMaster: looks.keeper,
  cast: [
    { name: 'Aldous Wren', race: 'Human', class: 'Wizard', level: 9, look: looks.aldous },
    { name: 'Bryn Ashdown', race: 'Halfling', class: 'Rogue', level: 4 },
    { name: 'Honor Vane', race: 'Human', class: 'Paladin', level: 7, look: looks.honor },
    { name: 'Hild Stonehand', race: 'Dwarf', class: 'Cleric', level: 6 },
    {
      name: 'Elowen Marsh',
      race: 'Elf',
      class: 'Ranger',
      level: 8,
      gender: 'Woman',
      look: looks.elowen,
      description:
        'Copper hair, a marsh-green coat, and the patience of somebody who tracks by ear.',
      notes,
    },
    { name: 'Fenwick Tallow', race: 'Gnome', class: 'Artificer', level: 3 },
    { name: 'Gareth Holloway', race: 'Human', class: 'Fighter', level: 5, look: looks.gareth },
    { name: 'Imre Kovács', race: 'Human', class: 'Bard', level: 4 },
    { name: 'Maren Oakes', race: 'Half-elf', class: 'Druid', level: 7, look: looks.maren },
    { name: 'Nadia Quill', race: 'Tiefling', class: 'Warlock', level: 6 },
    { name: 'Osric the Pale', race: 'Human', class: 'Monk', level: 10, look: looks.osric },
    { name: 'Rosalind Harrow', race: 'Half-elf', class: 'Bard', level: 8 },
    { name: 'Tobias Fell', race: 'Human', class: 'Innkeeper', level: null },
    {
      name: 'Wilhelmina Grey',
      race: 'Human',
      class: 'Harbour mistress',
      level: null,
      look: looks.wilhelmina,
    },
  ],
}

export const dragonNoir: SampleCampaign = {
  fields: {
    name: 'La Quête du Dragon Noir',
    themes: ['exploration', 'légendes', 'loyauté'],
    tone: 'épique, teintée de mélancolie',
    language: 'Français',
    gameSystem: 'D&D 5e',
    description: 'Le dragon s’est tu depuis cent ans. Cet hiver, les forges se sont éteintes.',
  },
  gameMaster: looks.conteuse,
  cast: [
    {
      name: 'Aliénor de Brumeval',
      race: 'Humaine',
      class: 'Paladine',
      level: 6,
      look: looks.alienor,
    },
    { name: 'Bastien Corbeau', race: 'Humain', class: 'Roublard', level: 5, look: looks.bastien },
    {
      name: 'Célestine Aubépine',
      race: 'Elfe',
      class: 'Druidesse',
      level: 7,
      look: looks.celestine,
    },
    { name: 'Énora Kerdrel', race: 'Demi-elfe', class: 'Barde', level: 4 },
    { name: 'Frère Anselme', race: 'Humain', class: 'Clerc', level: 8, look: looks.anselme },
    { name: 'Gaspard l’Ancien', race: 'Humain', class: 'Magicien', level: 12, look: looks.gaspard },
    { name: 'Héloïse de Montferrand', race: 'Humaine', class: 'Noble', level: null },
    { name: 'Jehan Pied-Léger', race: 'Halfelin', class: 'Rôdeur', level: 4 },
    {
      name: 'Maëlle Sombrelune',
      race: 'Elfe',
      class: 'Ensorceleuse',
      level: 9,
      look: looks.maelle,
    },
    { name: 'Nérine des Gués', race: 'Gnome', class: 'Alchimiste', level: 3 },
    { name: 'Œdon Ferrebrac', race: 'Nain', class: 'Forgeron', level: 6, look: looks.oedon },
    { name: 'Perrine Vasseur', race: 'Humaine', class: 'Aubergiste', level: null },
    { name: 'Théobald Sans-Terre', race: 'Humain', class: 'Chevalier', level: 7 },
    { name: 'Ysaline', race: 'Elfe', class: 'Messagère', level: 2 },
  ],
}

export const saltAndCinder: SampleCampaign = {
  fields: {
    name: 'Salt and Cinder',
    themes: ['sea'],
    tone: 'swashbuckling',
    language: 'English',
    gameSystem: 'Ironsworn',
    description: '',
  },
  cast: [
    { name: 'Captain Ferro', race: 'Human', class: 'Captain', level: 5 },
    { name: 'Sister Amaranth', race: 'Human', class: 'Physician', level: 3 },
  ],
}
