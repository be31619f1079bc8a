/** What a face of this style may be made of; each is chosen by itself. */
const skins = ['#dcb08c', '#c8936f', '#ab7350', '#85563b', '#5f3d2c', '#e6c4a6'] as const
const hairs = [
  '#241c19',
  '#43302a',
  '#6b4429',
  '#9a6636',
  '#8b8175',
  '#c8bda9',
  '#6f3122',
  '#35323a',
] as const
const cloths = [
  '#4d3b2f',
  '#3d4738',
  '#35424d',
  '#59353a',
  '#4a4054',
  '#5f4b2c',
  '#3f3a36',
] as const
const trims = ['#a9793f', '#8d8474', '#b3a083', '#7d4b34'] as const

/** Behind the head, from the least hair to the most. */
const backs = [
  '',
  'M33 44C31 22 69 22 67 44L68 58C64 62 36 62 32 58Z',
  'M33 42C30 20 70 20 67 42C71 60 70 76 66 84L34 84C30 76 29 60 33 42Z',
  'M34 42C31 22 69 22 66 42L65 56L35 56ZM42 22C42 11 58 11 58 22C58 30 42 30 42 22Z',
  'M50 15C28 15 22 36 28 52C32 62 68 62 72 52C78 36 72 15 50 15Z',
  'M34 42C31 21 69 21 66 42C74 48 75 66 70 80C66 76 65 62 64 54L36 54Z',
] as const
/** Over the brow. */
const fronts = [
  '',
  'M34 42C33 20 67 20 66 42C63 33 58 30 50 30C42 30 37 33 34 42Z',
  'M34 44C32 19 68 19 66 44C64 36 60 32 56 29C52 34 42 37 37 37C36 39 35 41 34 44Z',
  'M34 43C32 19 68 19 66 43L64 38L36 38Z',
  'M34 44C33 20 67 20 66 44C65 36 60 31 50 36C40 31 35 36 34 44Z',
  'M34 41C36 24 64 24 66 41C62 34 56 28 50 28C44 28 38 34 34 41Z',
] as const
const beards = [
  '',
  '',
  '',
  'M36 50C37 62 43 66 50 66C57 66 63 62 64 50C61 57 57 57 50 56.5C43 57 39 57 36 50Z',
  'M35.5 48C36 66 42 74 50 77C58 74 64 66 64.5 48C61 57 57 57.5 50 56.5C43 57.5 39 57 35.5 48Z',
  'M43 56C46 53.5 54 53.5 57 56C54 58 46 58 43 56Z',
] as const
const collars = [
  '<path d="M40 71L50 82L60 71L64 73L50 92L36 73Z" fill="TRIM" opacity=".75"/>',
  '<path d="M36 72C42 78 58 78 64 72L66 78C58 85 42 85 34 78Z" fill="TRIM" opacity=".8"/>',
  '<path d="M30 74C40 82 60 82 70 74L74 80C62 90 38 90 26 80Z" fill="#00000033"/><circle cx="50" cy="85" r="2.6" fill="TRIM"/>',
  '<path d="M38 72C44 80 56 80 62 72L58 71C54 75 46 75 42 71Z" fill="#00000040"/>',
  '<path d="M50 78L50 100" stroke="TRIM" stroke-width="1.6" opacity=".8"/><path d="M41 71L50 79L59 71" fill="none" stroke="TRIM" stroke-width="1.6" opacity=".8"/>',
] as const
/** On the head; most wear nothing. */
const hats = [
  '',
  '',
  '',
  '',
  '<path d="M28 66C24 34 34 14 50 14C66 14 76 34 72 66C70 58 68 50 67 44C66 28 60 24 50 24C40 24 34 28 33 44C32 50 30 58 28 66Z" fill="CLOTH"/><path d="M33 44C34 28 40 24 50 24C60 24 66 28 67 44C66 33 60 28 50 28C40 28 34 33 33 44Z" fill="#00000055"/>',
  '<path d="M22 33C32 28 68 28 78 33C68 38 32 38 22 33Z" fill="CLOTH"/><path d="M35 32C36 14 64 14 65 32Z" fill="CLOTH"/><path d="M35 30C44 33 56 33 65 30L65 32.5C56 35.5 44 35.5 35 32.5Z" fill="TRIM"/>',
  '<path d="M34.5 36C42 33 58 33 65.5 36L65.5 38.4C58 35.6 42 35.6 34.5 38.4Z" fill="TRIM"/>',
  '<path d="M33 40C31 18 69 18 67 40C58 34 42 34 33 40Z" fill="CLOTH"/><path d="M66 38C72 44 73 54 70 60L65 48Z" fill="CLOTH"/>',
] as const

/**
 * A bust in muted colours, lit from the left as in a portrait, as SVG text with a transparent ground. The same seed
 * always draws the same; a character with a portrait has another one.
 */
export function drawBust(seed: string): string {
  const random = createRandom(seed)
  const pick = <Value>(values: readonly [Value, ...Value[]]): Value =>
    values[Math.floor(random() * values.length)] ?? values[0]
  const skin = pick(skins)
  const hair = pick(hairs)
  const paint = { CLOTH: pick(cloths), TRIM: pick(trims) }
  const face = `M50 ${26 + random() * 2}C${60 + random() * 1.5} 26 65.5 34 65 45C64.5 56 58 ${63 + random() * 2} 50 ${64 + random() * 2}C42 ${63 + random() * 2} 35.5 56 35 45C34.5 34 ${40 - random() * 1.5} 26 50 26Z`
  const turn = Math.round(random() * 3 - 1.5)
  const back = pick(backs)
  const head = [
    '<ellipse cx="34.8" cy="47" rx="2.6" ry="4.6" fill="SKIN"/><ellipse cx="65.2" cy="47" rx="2.6" ry="4.6" fill="SKIN"/>',
    `<path d="${face}" fill="SKIN"/>`,
    features(random),
    path(pick(beards), hair),
    path(pick(fronts), hair),
    // One half of the face lies in the shade.
    `<path d="M51 25C61 25 67 33 67 46C67 58 60 67 50 67C55 60 56 40 51 25Z" fill="#1a0f08" opacity=".26"/>`,
  ].join('')
  const svg = [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">',
    path(back, hair),
    path(back, '#1a0f08', 0.25),
    '<path d="M43 56L57 56L58 74L42 74Z" fill="SKIN"/><path d="M43 62C46 69 56 69 57 62L58 74L42 74Z" fill="#1a0f08" opacity=".32"/>',
    `<path d="M${6 + random() * 8} 100C10 82 26 75 41 71C46 76 54 76 59 71C74 75 90 82 ${94 - random() * 8} 100Z" fill="CLOTH"/>`,
    '<path d="M59 71C74 75 90 82 92 100L62 100C68 90 66 80 59 71Z" fill="#100904" opacity=".3"/>',
    pick(collars),
    `<g transform="rotate(${turn} 50 62)">${head}${pick(hats)}</g>`,
    '</svg>',
  ].join('')
  return svg
    .replaceAll('SKIN', skin)
    .replaceAll('CLOTH', paint.CLOTH)
    .replaceAll('TRIM', paint.TRIM)
}

/** Eyes in the shadow of the brow, the nose and the mouth: no more than a painter's first strokes. */
function features(random: () => number): string {
  const brow = 42 + random() * 1.6
  const mouth = 57 + random() * 1.4
  const smile = mouth + random() * 1.6 - 0.5
  return [
    `<path d="M39 ${brow}C41 ${brow - 1.8} 45 ${brow - 1.6} 47 ${brow}M53 ${brow}C55 ${brow - 1.6} 59 ${brow - 1.8} 61 ${brow}" fill="none" stroke="#1a0f08" stroke-opacity=".55" stroke-width="1.3" stroke-linecap="round"/>`,
    '<path d="M40.5 46.4C42 45.2 45 45.2 46.5 46.4C45 47.6 42 47.6 40.5 46.4ZM53.5 46.4C55 45.2 58 45.2 59.5 46.4C58 47.6 55 47.6 53.5 46.4Z" fill="#1a0f08" opacity=".72"/>',
    '<path d="M50 45L52.6 53.4C51.6 54.4 49.6 54.4 48.6 53.6" fill="none" stroke="#1a0f08" stroke-opacity=".38" stroke-width="1.1" stroke-linecap="round" stroke-linejoin="round"/>',
    `<path d="M45.5 ${mouth}C48 ${smile + 0.6} 52 ${smile + 0.6} 54.5 ${mouth}" fill="none" stroke="#3a1710" stroke-opacity=".6" stroke-width="1.2" stroke-linecap="round"/>`,
  ].join('')
}

function path(d: string, fill: string, opacity = 1): string {
  return d === '' ? '' : `<path d="${d}" fill="${fill}" opacity="${opacity}"/>`
}

/** Numbers from 0 to 1 that this text always gives: FNV-1a (RFC 9923) and mulberry32. */
function createRandom(seed: string): () => number {
  let state = 0x811c9dc5
  for (const byte of new TextEncoder().encode(seed)) {
    state = Math.imul(state ^ byte, 0x01000193)
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
