import type { Colour, Person } from './painter/person'

export type Look = Person

const fair: Colour = [0.6, 0.36, 0.25]
const olive: Colour = [0.42, 0.24, 0.15]
const brown: Colour = [0.25, 0.12, 0.07]
const dark: Colour = [0.13, 0.062, 0.038]

const umber: Colour = [0.2, 0.11, 0.05]
const slate: Colour = [0.09, 0.105, 0.11]
const moss: Colour = [0.1, 0.11, 0.05]
const wine: Colour = [0.16, 0.06, 0.045]

const black: Colour = [0.02, 0.016, 0.014]
const chestnut: Colour = [0.09, 0.042, 0.02]
const copper: Colour = [0.2, 0.06, 0.02]
const straw: Colour = [0.36, 0.22, 0.09]
const silver: Colour = [0.36, 0.34, 0.31]

const usual: Person = {
  seed: 1,
  turn: -0.5,
  bow: 0.05,
  faceWidth: 1,
  noseLength: 0.5,
  ears: 'round',
  hair: 'short',
  beard: 0,
  hood: false,
  skin: fair,
  hairColour: chestnut,
  eyes: [0.07, 0.05, 0.03],
  cloth: [0.06, 0.06, 0.07],
  trim: [0.13, 0.075, 0.032],
  backdrop: umber,
  lamp: -1,
}

function look(changes: Partial<Person>): Look {
  return { ...usual, ...changes }
}

const [green, rust, navy, ash]: readonly Colour[] = [
  [0.05, 0.09, 0.06],
  [0.17, 0.055, 0.03],
  [0.04, 0.055, 0.1],
  [0.16, 0.15, 0.14],
]

const elowen = look({
  seed: 3,
  faceWidth: 0.94,
  ears: 'pointed',
  hair: 'long',
  hairColour: copper,
  eyes: [0.05, 0.1, 0.05],
  cloth: green,
})

/** Elowen as she was painted before, oldest first. */
export const formerElowens: readonly Look[] = [
  { ...elowen, seed: 31, turn: 0.55, lamp: 1, backdrop: slate, hair: 'knot' },
  { ...elowen, seed: 32, turn: -0.2, bow: 0.12, backdrop: moss, hood: true, hair: 'short' },
]

/** The people of the painted portraits. */
export const looks = {
  keeper: look({
    seed: 40,
    turn: 0.35,
    hood: true,
    beard: 0.25,
    hairColour: silver,
    cloth: rust,
    lamp: 1,
    skin: olive,
  }),
  conteuse: look({
    seed: 41,
    turn: -0.4,
    hair: 'knot',
    hairColour: silver,
    cloth: rust,
    backdrop: wine,
    skin: olive,
  }),
  aldous: look({
    seed: 5,
    turn: 0.45,
    beard: 0.9,
    noseLength: 1,
    hairColour: silver,
    hair: 'long',
    cloth: navy,
    lamp: 1,
    backdrop: slate,
  }),
  honor: look({
    seed: 9,
    turn: -0.7,
    hair: 'knot',
    hairColour: black,
    skin: brown,
    cloth: ash,
    backdrop: umber,
    faceWidth: 0.96,
  }),
  elowen,
  gareth: look({
    seed: 12,
    turn: -0.3,
    beard: 0.2,
    faceWidth: 1.08,
    noseLength: 0.8,
    hairColour: chestnut,
    cloth: rust,
    backdrop: slate,
  }),
  maren: look({
    seed: 7,
    turn: 0.6,
    bow: 0.1,
    hood: true,
    skin: brown,
    hairColour: black,
    cloth: green,
    backdrop: moss,
    lamp: 1,
    faceWidth: 0.95,
  }),
  osric: look({
    seed: 16,
    turn: 0.35,
    hair: 'none',
    noseLength: 0.9,
    cloth: ash,
    backdrop: wine,
    lamp: 1,
    bow: 0.14,
  }),
  wilhelmina: look({
    seed: 18,
    turn: -0.6,
    hair: 'knot',
    hairColour: silver,
    cloth: navy,
    backdrop: umber,
    noseLength: 0.8,
    skin: olive,
  }),
  alienor: look({
    seed: 21,
    turn: 0.5,
    hair: 'long',
    hairColour: straw,
    cloth: ash,
    backdrop: wine,
    lamp: 1,
    faceWidth: 0.95,
    eyes: [0.06, 0.09, 0.12],
  }),
  bastien: look({
    seed: 22,
    turn: -0.6,
    hood: true,
    beard: 0.15,
    hairColour: black,
    cloth: [0.05, 0.045, 0.045],
    backdrop: slate,
    noseLength: 1,
    skin: olive,
  }),
  celestine: look({
    seed: 23,
    turn: -0.35,
    ears: 'pointed',
    hair: 'knot',
    hairColour: copper,
    cloth: green,
    backdrop: moss,
    faceWidth: 0.93,
  }),
  anselme: look({
    seed: 24,
    turn: 0.4,
    hair: 'none',
    beard: 0.5,
    hairColour: silver,
    cloth: rust,
    lamp: 1,
    skin: dark,
    faceWidth: 1.05,
    backdrop: umber,
  }),
  gaspard: look({
    seed: 25,
    turn: -0.45,
    hair: 'long',
    beard: 1,
    hairColour: silver,
    cloth: navy,
    noseLength: 1.2,
    backdrop: slate,
  }),
  maelle: look({
    seed: 26,
    turn: 0.65,
    ears: 'pointed',
    hair: 'long',
    hairColour: black,
    cloth: [0.1, 0.04, 0.09],
    lamp: 1,
    skin: olive,
    faceWidth: 0.92,
    backdrop: wine,
  }),
  oedon: look({
    seed: 27,
    turn: -0.25,
    beard: 0.8,
    hair: 'short',
    hairColour: copper,
    cloth: rust,
    faceWidth: 1.15,
    noseLength: 0.9,
    backdrop: umber,
  }),
} as const
