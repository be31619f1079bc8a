import { singleLine } from '../../shared/text'

/** Text in one line that Markdown shows as it is: no heading, link, list, picture or HTML comes of it. */
export function markdownText(text: string): string {
  return (
    singleLine(text)
      .replace(/[\\`*_{}[\]<>()#!|&~$^@]/g, '\\$&')
      // An address that is linked by itself would take the signs before the others into it.
      .replace(/:(?=\/\/)|(?<=www)\./gi, '\\$&')
      .replace(/^[-+=]/, '\\$&')
      .replace(/^(\d+)([.)])/, '$1\\$2')
  )
}

/** A picture beside the document. Its name is written so that every reader of CommonMark finds its end. */
export function markdownPicture(alt: string, fileName: string): string {
  const destination = encodeURIComponent(fileName).replace(
    /[!'()*~]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `![${markdownText(alt)}](${destination})`
}
