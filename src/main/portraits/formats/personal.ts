/**
 * What is taken out of a picture before it is stored. Everything else that a person or a program wrote into
 * it (a character card, a workflow, a prompt, a comment) stays byte for byte. `unreadable`: a block of camera
 * data, or a colour profile, that no reader can make sense of, so that it could hold any of the others.
 */
export type PersonalKind = 'place' | 'author' | 'camera' | 'unreadable'

/** A block of embedded data without what is personal in it. */
export interface CleanedBlock {
  /** The very same bytes when there was nothing to take out; null when nothing is left that is worth keeping. */
  readonly bytes: Buffer | null
  readonly removed: ReadonlySet<PersonalKind>
}

/** A block that cannot be read leaves as a whole. */
export const unreadableBlock: CleanedBlock = { bytes: null, removed: new Set(['unreadable']) }

/** Adds one set of kinds to another. */
export function addAll(to: Set<PersonalKind>, from: ReadonlySet<PersonalKind>): void {
  for (const kind of from) to.add(kind)
}

// Names of properties: Exif 3.0 §4.6 and its XMP form (CIPA DC-010), IPTC Photo Metadata Standard 2023.1,
// XMP part 1 §8 and part 2 §1.
const placeNames =
  /^(?:gps\w*|location|locationcreated|locationshown|sublocation|city|state|provincestate|country|countrycode|countryname)$/
const authorNames =
  /^(?:artist|author|authorsposition|cameraownername|captionwriter|contact|copyright|copyrightnotice|copyrightowner|creator|creatorcontactinfo|credit|e-?mail|imagecreator|imageeditor|owner|ownername|photographer|rights|xpauthor)$/
const cameraNames =
  /^(?:bodyserialnumber|cameraserialnumber|lensserialnumber|makernote|serialnumber)$/

/**
 * What kind of personal data a property of this name holds, or null. The name comes without its namespace.
 */
export function kindOfName(name: string): PersonalKind | null {
  const plain = name.toLowerCase()
  if (placeNames.test(plain)) return 'place'
  if (authorNames.test(plain)) return 'author'
  return cameraNames.test(plain) ? 'camera' : null
}
