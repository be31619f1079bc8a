import { ActionIcon, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { Portrait } from '../../shared/portrait'
import { translator, useWords } from '../app/i18n'
import { HoverTooltip } from '../ui/tooltip'
import { formatCost, formatMoment, sourceName } from './facts'
import { portraitLink } from './links'
import classes from './portrait-facts.module.css'

interface PortraitFactsProps {
  readonly portrait: Portrait
  /** Where there is little room for them. */
  readonly isNarrow?: boolean
}

/** Everything that is known about one portrait: where it came from, what it cost, what it is. */
export function PortraitFacts({ portrait, isNarrow }: PortraitFactsProps) {
  const t = useWords()
  const { language } = translator
  const { data: link } = useQuery(portraitLink(portrait.id))
  const { model, prompt, costUsd, originalName, sha256 } = portrait
  const { quality, size, style, seed, revisedPrompt } = portrait.parameters
  const settings = [quality, size, style].filter(Boolean).join(', ')
  const picture = t('portrait.sizeText', {
    width: portrait.widthPx,
    height: portrait.heightPx,
    format: portrait.format.toUpperCase(),
    size: portrait.bytes,
  })
  return (
    <dl className={classes.facts} data-narrow={isNarrow || undefined}>
      <Fact name={t('portrait.factSource')}>{sourceName(t, portrait)}</Fact>
      {model !== null && <Fact name={t('portrait.factModel')}>{model}</Fact>}
      {settings !== '' && <Fact name={t('portrait.factSettings')}>{settings}</Fact>}
      {seed !== undefined && (
        <Fact name={t('avatar.seed')}>
          <bdi>{seed}</bdi>
        </Fact>
      )}
      {costUsd !== null && (
        <Fact name={t('portrait.factCost')}>{formatCost(costUsd, language)}</Fact>
      )}
      <Fact name={t('portrait.factDate')}>{formatMoment(portrait.createdAt, language)}</Fact>
      {link && (
        <Fact name={t('links.section')}>
          {t('links.where', { host: link.host, when: formatMoment(link.checkedAt, language) })}
        </Fact>
      )}
      {originalName !== null && (
        <Fact name={t('portrait.factOriginal')}>
          <bdi>{originalName}</bdi>
        </Fact>
      )}
      <Fact name={t('portrait.factSize')}>{picture}</Fact>
      <Fact name={t('portrait.factFile')}>{portrait.path.split('/').at(-1)}</Fact>
      <Fact name={t('portrait.factHash')}>
        <code title={sha256}>{sha256.slice(0, 12)}…</code>
        <Copy text={sha256} label={t('portrait.copyHash')} />
      </Fact>
      {prompt !== null && <LongFact name={t('portrait.factPrompt')} text={prompt} />}
      {revisedPrompt !== undefined && (
        <LongFact name={t('portrait.factRevisedPrompt')} text={String(revisedPrompt)} />
      )}
    </dl>
  )
}

interface FactProps {
  readonly name: string
  readonly children: ReactNode
}

function Fact({ name, children }: FactProps) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function LongFact({ name, text }: { readonly name: string; readonly text: string }) {
  const t = useWords()
  return (
    <div className={classes.fact} data-long>
      <dt>{name}</dt>
      <dd>
        <p className={classes.prompt} dir="auto">
          {text}
        </p>
        <Copy text={text} label={t('portrait.copyPrompt')} />
      </dd>
    </div>
  )
}

function Copy({ text, label }: { readonly text: string; readonly label: string }) {
  const t = useWords()
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <HoverTooltip label={copied ? t('portrait.copied') : label} isForced={copied}>
          <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={copy}>
            {copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
          </ActionIcon>
        </HoverTooltip>
      )}
    </CopyButton>
  )
}
