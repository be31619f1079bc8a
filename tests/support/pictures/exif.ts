export interface ExifPlan {
  readonly isLittle?: boolean
  readonly orientation?: number
  /** A folder of GPS whose values say GPSPLACE. */
  readonly gps?: boolean
  readonly artist?: string
  readonly serial?: string
  readonly userComment?: string
  readonly description?: string
}

interface Tag {
  readonly tag: number
  readonly type: number
  readonly value: Buffer | number
}

/** An Exif block (Exif 3.0 §4.5) without the `Exif` prefix of JPEG. */
export function exifBlock(plan: ExifPlan): Buffer {
  const { isLittle = false, orientation, gps, artist, serial, userComment, description } = plan
  const text = (value: string) => Buffer.from(`${value}\0`)
  const gpsFolder: Tag[] = gps ? [{ tag: 1, type: 2, value: text('GPSPLACE') }] : []
  const exifFolder: Tag[] = [
    ...(userComment
      ? [{ tag: 0x9286, type: 7, value: Buffer.from(`ASCII\0\0\0${userComment}`) }]
      : []),
    ...(serial ? [{ tag: 0xa431, type: 2, value: text(serial) }] : []),
  ]
  const first: Tag[] = [
    ...(description ? [{ tag: 0x010e, type: 2, value: text(description) }] : []),
    ...(orientation ? [{ tag: 0x0112, type: 3, value: orientation }] : []),
    ...(artist ? [{ tag: 0x013b, type: 2, value: text(artist) }] : []),
  ]
  const bytes = Buffer.alloc(2_000)
  const write16 = (value: number, at: number) =>
    isLittle ? bytes.writeUInt16LE(value, at) : bytes.writeUInt16BE(value, at)
  const write32 = (value: number, at: number) =>
    isLittle ? bytes.writeUInt32LE(value, at) : bytes.writeUInt32BE(value, at)
  let end = 8
  const writeFolder = (tags: readonly Tag[]): number => {
    const start = end
    end += 6 + tags.length * 12
    write16(tags.length, start)
    for (const [index, { tag, type, value }] of tags.entries()) {
      const at = start + 2 + index * 12
      write16(tag, at)
      write16(type, at + 2)
      if (typeof value === 'number') {
        write32(1, at + 4)
        if (type === 3) write16(value, at + 8)
        else write32(value, at + 8)
      } else {
        write32(value.length, at + 4)
        write32(end, at + 8)
        value.copy(bytes, end)
        end += value.length + (value.length % 2)
      }
    }
    return start
  }
  bytes.write(isLittle ? 'II*\0' : 'MM\0*', 0, 'latin1')
  if (exifFolder.length > 0) first.push({ tag: 0x8769, type: 4, value: writeFolder(exifFolder) })
  if (gpsFolder.length > 0) first.push({ tag: 0x8825, type: 4, value: writeFolder(gpsFolder) })
  write32(writeFolder(first), 4)
  return Buffer.from(bytes.subarray(0, end))
}
