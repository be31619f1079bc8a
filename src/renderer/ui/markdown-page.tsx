import { Typography } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ComponentProps } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { useWords } from '../app/i18n'
import classes from './markdown-page.module.css'
import { readInWorker } from './markdown-reader'
import { WebLink } from './web-link'

interface MarkdownPageProps {
  readonly text: string
  /** What a link is drawn as. */
  readonly link?: typeof WebLink
  /** Without a frame of its own. */
  readonly isBare?: boolean
}

/**
 * Notes as they read: Markdown with tables, task lists, struck words and bare links. Text that is too long
 * or too deep for that is shown as it is.
 */
export function MarkdownPage({ text, link = WebLink, isBare }: MarkdownPageProps) {
  const components = { a: link, img: NoPicture, table: Table }
  const t = useWords()
  const isEmpty = text.trim() === ''
  const words = { label: t('field.footnotes'), back: t('field.footnoteBack') }
  const { data: tree } = useQuery({
    queryKey: ['markdown', text, words],
    queryFn: () => readInWorker(text, words),
    enabled: !isEmpty,
    placeholderData: keepPreviousData,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    networkMode: 'always',
  })
  return (
    <Typography className={classes.page} data-bare={isBare || undefined} dir="auto">
      {isEmpty && <p className={classes.empty}>{t('field.notesEmpty')}</p>}
      {!isEmpty && tree === null && (
        <p className={classes.empty} role="status">
          {t('field.previewPlain')}
        </p>
      )}
      {!isEmpty && (tree ?? null) === null && <p className={classes.plain}>{text}</p>}
      {tree && !isEmpty && toJsxRuntime(tree, { Fragment, jsx, jsxs, components })}
    </Typography>
  )
}

/** Notes load nothing: a picture in them would be requested from another server. */
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
