import type { Root } from 'hast'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'

/** What a page may hold before drawing it would hold the window up, in elements and pieces of text. */
const mostNodes = 6_000
/** How far elements may stand inside each other; beyond, drawing them takes more stack than there is. */
const mostNested = 60

export interface FootnoteWords {
  readonly label: string
  readonly back: string
}

/**
 * Markdown with tables, task lists, struck words and bare links as a tree of elements; HTML in it is text.
 * Null for what is too much to draw, or nested too deep. It can take minutes for text that was made for it.
 */
export function readMarkdown(text: string, { label, back }: FootnoteWords): Root | null {
  try {
    const processor = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, {
      allowDangerousHtml: true,
      footnoteLabel: label,
      footnoteLabelProperties: {},
      footnoteBackLabel: back,
    })
    const tree = processor.runSync(processor.parse(text))
    return canBeDrawn(tree) ? tree : null
  } catch (error) {
    // The parser works by recursion, which ends here for deep text.
    if (error instanceof RangeError) return null
    throw error
  }
}

/** Also takes the positions away, which nothing reads, and makes text of HTML. */
function canBeDrawn(tree: Root): boolean {
  const waiting: { node: Root | Root['children'][number]; depth: number }[] = [
    { node: tree, depth: 0 },
  ]
  let nodes = 0
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { node, depth } = next
    nodes += 1
    if (nodes > mostNodes || depth > mostNested) return false
    node.position = undefined
    if (!('children' in node)) continue
    node.children = node.children.map((child) =>
      child.type === 'raw' ? { type: 'text', value: child.value } : child,
    )
    for (const child of node.children) waiting.push({ node: child, depth: depth + 1 })
  }
  return true
}
