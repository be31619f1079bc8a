import * as electron from 'electron'

interface OlderClipboard {
  writeImage(image: Electron.NativeImage): void
}

function isOlder(clipboard: object): clipboard is OlderClipboard {
  return 'writeImage' in clipboard
}

/** Puts a PNG of our own making on the clipboard, for other programs to paste. */
export async function copyPicture(png: Uint8Array): Promise<void> {
  const { clipboard, ClipboardItem, nativeImage } = electron
  const bytes = Buffer.from(png)
  // The stock Electron of the checkout has the clipboard as it was before items.
  if (isOlder(clipboard)) clipboard.writeImage(nativeImage.createFromBuffer(bytes))
  else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([bytes]) })])
}
