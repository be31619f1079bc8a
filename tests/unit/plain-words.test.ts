import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from '../../src/shared/locales/en.json'
import fr from '../../src/shared/locales/fr.json'

type Texts = { readonly [key: string]: string | Texts }

/** What the English texts and the documents said in the place of plain words. */
const notInEnglish = [
  'hangs here',
  'the wall is waiting',
  'nobody here',
  'answers to',
  'no portrait is like',
  'what to do with',
  'standing in',
  'taking in the picture',
  'the current one now',
  'nobody’s',
  'loose portrait',
  'loose picture',
  'belongs to nobody',
  'belong to nobody',
  'of nobody',
  'by nobody',
  'shown now',
  'any again',
  'take away',
  'always keep it',
  'take the star away',
  'has a star now',
  'drawn by',
  'anything else?',
  'write it anew',
  'close and go on',
  'portrait developing',
  'portraits developing',
  'is drawing',
  'needs you',
  'need you',
  'store it now',
  'go on in the background',
  'goes on behind',
  'who draws',
  'how pictures arrive',
  'what do you still have',
  'found from',
  'what is there?',
  'comes over',
  'come over',
  'came over',
  'taking the import back',
  'take the import back',
  'taken back',
  'leave them behind',
  'archived too',
  'adding up',
  'what became of',
  'tick all',
  'ticked',
  'to come back',
  'take only some',
  'who comes back',
  'comes back with',
  'where they are here already',
  'put them over',
  'changing over',
  'they are back',
  'what lies',
  'lies here',
  'leaves on',
  'leaves by itself',
  'let go',
  'let it go',
  'let them go',
  'let the originals go',
  'for good',
  'choose all',
  'something needs',
  'dealing with what you chose',
  'on its way to',
  'adopt it',
  'quick look',
  'make portraits smaller',
  'making portraits smaller',
  'portraits are smaller',
  'was gone over',
  'needed meanwhile',
  'judged by',
  'look closer',
  'step back',
  'small pictures',
  'anew',
  'tell me below',
  'generate nothing below',
  'kept for safety',
  'called a backup',
  'calls it a backup',
  'folder is away',
  'quiet moment',
  'for people, not for castkeeper',
  'none of them acts',
  'this list',
  'move over the wall',
  'nothing by that name',
  'what it is about',
  'language at the table',
  'about and notes',
  'did not foresee',
  'while drawing this window',
  'came to a halt',
  'newer than this castkeeper',
  'portrait of everybody',
  'could not be had',
  'contacts nobody',
  'finds anybody',
  'not whole',
  'mage',
]

/** The same for French. `maître du jeu` has no capitals, and `ko` none either. */
const notInFrench = [
  'le mur attend',
  'sur le mur',
  'distribution',
  'lueur de lampe',
  'confortables',
  'serrée',
  'serrées',
  'aérée',
  'qui dessine',
  'dessine',
  'dessiné par',
  'comment les images arrivent',
  'jusqu’à la version comprise',
  'autre chose ?',
  'humeur',
  'art conceptuel',
  'le réécrire',
  'fermer et continuer',
  'vous attend',
  'vous attendent',
  'isolé',
  'isolés',
  'isolée',
  'portrait libre',
  'portraits libres',
  'image libre',
  'images libres',
  'sans propriétaire',
  'est à personne',
  'sont à personne',
  'de personne',
  'importation',
  'bilan',
  'petites images',
  'pour de bon',
  'que vous reste-t-il',
  'faut-il reprendre',
  'a été repris',
  'ont été repris',
  'défaire',
  'défait',
  'faire revenir',
  'qui revient',
  'sont revenus',
  'les reprendre',
  'n’en reprendre',
  'qui est ici reste intact',
  'personne de coché',
  'trier',
  'partira',
  'part tout seul',
  'ont quitté',
  'une commande à un service',
  'personne ici',
  'personne à ce nom',
  'personne de ce nom',
  'n’est pas ce qui avait été',
  'mériter le nom',
  'moment calme',
  'alléger',
  'allègement',
  'sont plus légers',
  'renoncer',
  'renonciez',
  'prendre du recul',
  'par nature',
  'les refaire',
  'gardé par sécurité',
  'coup d’œil',
  'de quoi elle parle',
  'auxquelles vous jouez',
  'tout trouver',
  'cette liste',
  'n’agit pendant',
  'en dessinant cette fenêtre',
  'pour les gens',
  'voleur',
  'ranger',
  'sorcier',
  'warlock',
  'mage',
]

/** British spellings; the texts and the documents have the American ones. */
const british =
  /cancelled|cancelling|colour|organis|synchronis|minimis|recognis|behaviour|centre|grey|misspelt/i

/** The only errors that may say that nothing was changed or lost, because a loss is thinkable there. */
const reassuring = [
  'error.check-not-confirmed',
  'error.copy-damaged',
  'error.data-folder-away',
  'error.data-folder-unknown',
  'error.database-damaged',
  'error.database-damaged_missing',
  'error.database-unreadable',
  'error.disk-full',
  'error.disk-full_measured',
  'error.disk-nearly-full',
  'error.folder-not-writable',
  'error.folder-not-writable_database',
  'error.folder-replaced',
  'error.folder-replaced_database',
  'error.move-file-unreadable',
  'error.move-former-changed',
  'error.move-not-the-same',
  'error.restore-not-confirmed',
  'error.set-aside-needed',
  'error.write-failed',
]

/** Every text by its dotted key. */
function flatten(texts: Texts, prefix = ''): [string, string][] {
  return Object.entries(texts).flatMap(([key, text]) =>
    typeof text === 'string'
      ? [[prefix + key, text] as [string, string]]
      : flatten(text, `${prefix}${key}.`),
  )
}

/** A text as it is read: without placeholders, code, paths of links, or special spaces. */
function prose(text: string): string {
  return text
    .replace(/```[\s\S]*?```|`[^`\n]*`|\{\{.*?\}\}|\$t\(.*?\)|\]\([^)]*\)/g, ' X ')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .replace(/'/g, '’')
}

/** Where one of the phrases stands in one of the texts, whatever its capitals. */
function found(phrases: readonly string[], texts: readonly (readonly [string, string])[]) {
  const rules = phrases.map((phrase) => {
    const escaped = phrase.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`(?<![\\p{L}-])${escaped}(?![\\p{L}-])`, 'iu')
  })
  return texts.flatMap(([where, text]) =>
    rules.flatMap((rule) => {
      const hit = rule.exec(prose(text))
      return hit ? [`${where}: ${hit[0]}`] : []
    }),
  )
}

const root = join(import.meta.dirname, '..', '..')
const documents = [
  'README.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
].map((path) => [path, readFileSync(join(root, path), 'utf8')] as const)
const english = flatten(en)
const french = flatten(fr)

describe('plain words', () => {
  it('are what the English texts say', () => {
    expect(found(notInEnglish, english)).toEqual([])
  })

  it('are what the French texts say', () => {
    expect(found(notInFrench, french)).toEqual([])
    const capitals = french.filter(([, text]) => /Maîtres? du Jeu|\d Ko/.test(prose(text)))
    expect(capitals).toEqual([])
  })

  it('are what the documents say', () => {
    expect(documents.length).toBeGreaterThan(5)
    expect(found(notInEnglish, documents)).toEqual([])
  })

  it('are spelled the American way', () => {
    const all = [...english, ...documents]
    expect(all.filter(([, text]) => british.test(prose(text))).map(([where]) => where)).toEqual([])
  })

  it('reassure in an error only where a loss is thinkable', () => {
    const refrain = /nothing (was|is|has been) (changed|lost|saved|sent|moved|removed|deleted)/i
    const keys = english
      .filter(([key, text]) => key.startsWith('error.') && refrain.test(text))
      .map(([key]) => key)
    expect(keys.sort()).toEqual([...reassuring].sort())
  })
})
