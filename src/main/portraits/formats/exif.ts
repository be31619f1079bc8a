const orientationTag = 0x0112
const exifFolderTag = 0x8769
/** GPS folder, Artist, Copyright, XPAuthor (Exif 3.0 §4.6.3–4.6.6) and CameraOwnerName (§4.6.6.7). */
const personalTags = new Set([0x8825, 0x013b, 0x8298, 0x9c9d, 0xa430])

export interface ExifFacts {
  /** 1 (upright) to 8. */
  readonly orientation: number
  /** True when it tells where the picture was made or by whom, or cannot be read. */
  readonly isPersonal: boolean
}

/** Reads an Exif block: a TIFF header and its first folder (Exif 3.0 §4.5). Never throws. */
export function readExif(block: Buffer): ExifFacts {
  const tiff = withoutPrefix(block)
  try {
    const mark = tiff.toString('latin1', 0, 2)
    if (mark !== 'II' && mark !== 'MM') return { orientation: 1, isPersonal: true }
    const isLittle = mark === 'II'
    const read16 = (at: number) => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
    const read32 = (at: number) => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
    const facts = { orientation: 1, isPersonal: false, exifFolder: 0 }
    const readFolder = (folder: number) => {
      const end = folder + 2 + read16(folder) * 12
      for (let entry = folder + 2; entry < end; entry += 12) {
        const tag = read16(entry)
        if (tag === orientationTag) facts.orientation = read16(entry + 8)
        if (tag === exifFolderTag) facts.exifFolder = read32(entry + 8)
        if (personalTags.has(tag)) facts.isPersonal = true
      }
    }
    readFolder(read32(4))
    // One further folder and no more: folders that point at each other would never end.
    if (facts.exifFolder > 0) readFolder(facts.exifFolder)
    const isKnown = facts.orientation >= 1 && facts.orientation <= 8
    return { orientation: isKnown ? facts.orientation : 1, isPersonal: facts.isPersonal }
  } catch (error) {
    // A read beyond its end: what such a block holds cannot be told, so it does not stay.
    if (error instanceof RangeError) return { orientation: 1, isPersonal: true }
    throw error
  }
}

/** An Exif block that holds the orientation and nothing else, without the `Exif` prefix of JPEG. */
export function orientationExif(orientation: number): Buffer {
  const block = Buffer.alloc(26)
  block.write('MM\0*', 0, 'latin1')
  block.writeUInt32BE(8, 4)
  block.writeUInt16BE(1, 8)
  block.writeUInt16BE(orientationTag, 10)
  block.writeUInt16BE(3, 12)
  block.writeUInt32BE(1, 14)
  block.writeUInt16BE(orientation, 18)
  return block
}

export const exifPrefix = Buffer.from('Exif\0\0', 'latin1')

function withoutPrefix(block: Buffer): Buffer {
  return block.subarray(0, 6).equals(exifPrefix) ? block.subarray(6) : block
}

// Bounded: a word without end must not be looked through from each of its letters.
const personalXmp =
  /GPS|Iptc4xmp|mwg-rs:|stEvt:|<dc:creator|<dc:rights|photoshop:(?:Author|City|Country|Credit|State)|(?:Author|Owner|Artist|Copyright|Location|Person|Contact|Email)\w{0,40}[=>]/i

/** True when an XMP packet tells where the picture was made, by whom, or who is in it. */
export function isPersonalXmp(packet: Buffer): boolean {
  return personalXmp.test(packet.toString('latin1'))
}
