import { foldText } from '../../shared/search'
import { singleLine } from '../../shared/text'
import { fitted } from '../campaigns/names'

const pictureEnding = /\.(?:png|jpe?g|jpe|jfif|webp|gif|avif|bmp|tiff?|heic|svg|psd)$/i

// What cameras and programs put in front of a number: without it nothing would be left to tell pictures apart.
const numbered =
  /^(?:img|image|photo|pic|picture|dsc|dscn|dscf|pxl|scan|screenshot|capture|untitled|sans titre)\b/i

/** What stands at the end of a file's name and is no part of the character's name. */
const ending = new RegExp(
  [
    String.raw`[([{]\s*[^)\]}]{0,20}\s*[)\]}]`,
    String.raw`#?\d+`,
    String.raw`\d+\s*[x×]\s*\d+(?:px)?`,
    String.raw`(?:copy|copie|kopie|final|finale|edit|edited|portrait|token|avatar)\d*`,
    String.raw`v\d+(?:\.\d+)*`,
  ].join('|'),
  'iu',
)
const anyEnding = new RegExp(String.raw`[\s-]+(?:${ending.source})$`, 'iu')
const closeEnding = /\s*[([{]\s*[^)\]}]{0,20}\s*[)\]}]$/u
const anyBeginning = /^(?:copy (?:\(\d+\) )?of|copie de|kopie von|\d+(?=[\s-]+\D))[\s-]+/iu

/** Words that stay small inside a name, and distinguish no one. */
export const small = new Set(
  'of the and de du des le la les et von van der den di da del el al y ibn bin'.split(' '),
)

/**
 * The name of the character in a picture, as its file says it: `elowen_silverleaf-02.png` is Elowen Silverleaf. At most
 * 200 code points; empty when the file's name has nothing to see.
 */
export function nameInFile(file: string): string {
  const stem = stemOf(file)
  const hasBlanks = /[\s_+]/.test(stem)
  const words = apart(stem)
    .replace(hasBlanks ? /[_+]+/g : /[_+-]+/g, ' ')
    .replace(/(?<=\p{L})\.(?=\p{L}{2})/gu, ' ')
    .trim()
  const plain = singleLine(withoutEnds(words).replace(/^[\s.-]+|[\s-]+$/gu, ''))
  return fitted(capitalized(plain === '' ? singleLine(words) : plain))
}

/**
 * By what a name is compared with another: folded, words with one space between them. Whatever a file's name joins
 * words with counts as a space.
 */
export function nameKey(name: string): string {
  return foldText(name)
    .replace(/'/g, '')
    .replace(/[^\p{L}\p{N}\p{M}\p{Extended_Pictographic}]+/gu, ' ')
    .trim()
}

/** The keys under which a person of this file's name may be found, the more exact first. */
export function keysOfFile(file: string): readonly string[] {
  const keys = [nameKey(stemOf(file)), nameKey(nameInFile(file))]
  return [...new Set(keys)].filter((key) => key !== '')
}

function stemOf(file: string): string {
  let stem = singleLine(file.normalize('NFC').split(/[\\/]/).at(-1) ?? '')
  while (pictureEnding.test(stem)) stem = stem.replace(pictureEnding, '')
  return stem.replace(/^\.+/, '')
}

/** `elowenSilverleaf` in two words; a name in which words are parted already is left as it is. */
function apart(stem: string): string {
  if (/[\s_+-]/.test(stem)) return stem
  const parted = stem.replace(/(?<=\p{Ll})(?<!^Mc)(?<!^Mac)(?=\p{Lu})|(?<=\p{Ll})(?=\d+$)/gu, ' ')
  return parted === stem ? stem : parted.replace(/^\p{Ll}/u, (letter) => letter.toUpperCase())
}

function withoutEnds(words: string): string {
  if (numbered.test(words)) return words
  let name = words
  for (let before = ''; before !== name; ) {
    before = name
    const shorter = name.replace(anyEnding, '').replace(closeEnding, '').replace(anyBeginning, '')
    if (/[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(shorter)) name = shorter
  }
  return name
}

/** With capitals where everything was written small. */
function capitalized(name: string): string {
  if (name !== name.toLowerCase()) return name
  return name
    .split(' ')
    .map((word, index) =>
      index > 0 && small.has(word)
        ? word
        : word.replace(/(?<=^|-)\p{Ll}/gu, (letter) => letter.toUpperCase()),
    )
    .join(' ')
}
