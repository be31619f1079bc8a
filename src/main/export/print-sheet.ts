import { AppError } from '../../shared/errors'
import type { PrintOrder } from '../../shared/export'
import type { Language } from '../../shared/preferences'
import type { Subject } from '../../shared/subject'
import { createTranslator } from '../../shared/translate'
import { type ExportedCharacter, writeSheet } from './documents'
import { safeFileName } from './file-names'
import { type ExportedLibrary, gatherExported } from './gather-exported'

/** A sheet of faces as a page, to be printed. */
export interface PrintSheet {
  readonly title: string
  /** File name of a PDF of it. */
  readonly fileName: string
  /** Its pictures have names that `faceOfName` reads. */
  readonly html: string
}

/** What makes paper out of a sheet. */
export interface Printer {
  /** Asks with the system's dialog; false when that was closed. Throws AppError `print-failed`. */
  print(sheet: PrintSheet): Promise<boolean>
  toPdf(sheet: PrintSheet): Promise<Uint8Array>
}

/** The face of a subject as it is shown now. */
export interface SheetFace {
  readonly subject: Subject
  /** 0 for the avatar. */
  readonly portraitId: number
}

/** The face that a sheet names so, or null. */
export function faceOfName(name: string): SheetFace | null {
  const [, kind, id, portraitId] = /^(campaign|character)-(\d{1,15})-(\d{1,15})$/.exec(name) ?? []
  if (kind !== 'campaign' && kind !== 'character') return null
  return { subject: { kind, id: Number(id) }, portraitId: Number(portraitId) }
}

/** The sheet of a cast, or of chosen characters. Throws AppError `not-found`. */
export function createPrintSheet(
  { library, language }: { readonly library: ExportedLibrary; readonly language: Language },
  { what, withNotes }: PrintOrder,
): PrintSheet {
  const { t } = createTranslator(language)
  const { title, campaignId, characters } = gatherExported(library, what, t)
  if (characters.length === 0 && campaignId === null) throw new AppError('not-found')
  const faceName = ({ kind, id }: Subject): string =>
    `${kind}-${id}-${library.portraits.current({ kind, id })?.id ?? 0}`
  const [only, ...others] = characters
  const shown = campaignId === null && others.length === 0 && only ? only.name : title
  const html = writeSheet(
    {
      title: shown,
      language,
      gameMaster:
        campaignId === null
          ? null
          : { name: title, picture: faceName({ kind: 'campaign', id: campaignId }) },
      characters: characters.map((one): ExportedCharacter => {
        const { name, race, class: job, level, gender, status, description, notes } = one
        const picture = faceName({ kind: 'character', id: one.id })
        const facts = {
          name,
          campaign: title,
          race,
          class: job,
          level,
          gender,
          status,
          description,
        }
        return { ...facts, ...(withNotes ? { notes } : {}), picture }
      }),
    },
    t,
  )
  return { title: shown, fileName: `${safeFileName(shown, 'Castkeeper')}.pdf`, html }
}
