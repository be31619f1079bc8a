const first = [
  'Élow',
  'Brân',
  'Céles',
  'Tho',
  'Isol',
  'Mærw',
  'Ödr',
  'Sigr',
  'Aure',
  'Jaro',
  'Zsó',
  'Ny',
  'Ka',
  'Fenn',
  'Guil',
  'Hél',
  'Łuc',
  'Præ',
  'Qui',
  'Ryn',
] as const
const second = ['en', 'don', 'tine', 'rik', 'de', 'yn', 'ick', 'ún', 'lie', 'mir'] as const
const families = [
  'Silverleaf',
  'Montségur',
  "d'Aubépine",
  'Oakenhâll',
  'Żelazny',
  'de la Roche',
  'Ravenscroft',
  'Håkonsdóttir',
  'Lefèvre',
  'Underhill',
  'Þorvald',
  'Castelnoir',
  'Múñoz',
  'Winterbourne',
] as const
const races = ['Elf', 'Nain', 'Humaine', 'Demi-orque', 'Gnome', 'Tieffelin', 'Halfling'] as const
const classes = ['Mage', 'Rôdeuse', 'Clerc', 'Guerrier', 'Barde', 'Roublarde', 'Druide'] as const

/** The n-th of a cast without end: a name with accents, now and then one that ends in a number. */
export function makeCharacter(n: number) {
  const pick = <Item>(items: readonly [Item, ...Item[]], step: number): Item =>
    items[Math.floor(n / step) % items.length] ?? items[0]
  const name = `${pick(first, 1)}${pick(second, first.length)} ${pick(families, 7)}`
  const round = Math.floor(n / (first.length * second.length * families.length))
  return {
    name: round === 0 ? name : `${name} ${round + 1}`,
    race: pick(races, 3),
    class: pick(classes, 11),
    level: (n * 7) % 21,
    description: `${name} was seen near the old bridge, and would rather not say why.`,
    notes: `**Owes** the party ${n % 90} crowns.`,
  }
}
