import { type FootnoteWords, readMarkdown } from './markdown-tree'

// A thread of its own, so that the window stays responsive and the parser can be ended when it takes too
// long.
self.addEventListener('message', ({ data }: MessageEvent<{ text: string; words: FootnoteWords }>) =>
  self.postMessage({ tree: readMarkdown(data.text, data.words) }),
)
self.postMessage('ready')
