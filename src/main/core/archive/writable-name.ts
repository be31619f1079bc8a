// Names Windows gives to devices, with or without an ending.
const deviceName = /^(?:con|prn|aux|nul|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])(?:\.|$)/i
const longestBytes = 255

/**
 * A file's name as every disk can hold it: what some cannot is written as `_`. The same name always becomes the
 * same, so that what a row calls it is found under it.
 */
export function writableName(name: string): string {
  const plain = name
    .toWellFormed()
    .replace(/[<>:"|?*\\\p{Cc}]/gu, '_')
    .replace(/[. ]+$/, (end) => '_'.repeat(end.length))
  return shortened(deviceName.test(plain) ? `_${plain}` : plain)
}

function shortened(name: string): string {
  if (Buffer.byteLength(name) <= longestBytes) return name
  const ending = /\.\w{1,8}$/.exec(name)?.[0] ?? ''
  let stem = ''
  for (const letter of name) {
    if (Buffer.byteLength(stem + letter + ending) > longestBytes) break
    stem += letter
  }
  return stem + ending
}
