import { Typography } from '@mantine/core'
import type { ComponentProps } from 'react'
import Markdown from 'react-markdown'
import remarkGfm from 'remark-gfm'
import { useWords } from '../i18n'
import classes from './markdown-page.module.css'
import { WebLink } from './web-link'

const plugins = [remarkGfm]
const components = { a: WebLink, img: NoPicture, table: Table }

/** Notes as they read: Markdown with tables, task lists, struck words and bare links. */
export function MarkdownPage({ text }: { readonly text: string }) {
  const t = useWords()
  return (
    <Typography className={classes.page} dir="auto">
      {text.trim() === '' ? (
        <p className={classes.empty}>{t('field.notesEmpty')}</p>
      ) : (
        <Markdown
          components={components}
          remarkPlugins={plugins}
          remarkRehypeOptions={{
            footnoteLabel: t('field.footnotes'),
            footnoteLabelProperties: {},
            footnoteBackLabel: t('field.footnoteBack'),
          }}
        >
          {text}
        </Markdown>
      )}
    </Typography>
  )
}

/** Notes load nothing: a picture in them would be fetched from somebody's server. */
function NoPicture({ alt }: { alt?: string }) {
  return alt ? <em>{alt}</em> : null
}

/** A wide table scrolls inside the page instead of widening it. */
function Table({ children }: ComponentProps<'table'>) {
  return (
    <div className={classes.table}>
      <table>{children}</table>
    </div>
  )
}
