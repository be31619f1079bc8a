import { type FootnoteWords, readMarkdown } from './markdown-tree'

// Beside the window, which answers meanwhile, and can be ended when it takes too long.
self.addEventListener('message', ({ data }: MessageEvent<{ text: string; words: FootnoteWords }>) =>
  self.postMessage({ tree: readMarkdown(data.text, data.words) }),
)
self.postMessage('ready')
