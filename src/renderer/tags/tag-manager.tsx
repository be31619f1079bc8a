import { ActionIcon, Menu, Modal, Stack, Text, TextInput } from '@mantine/core'
import {
  IconArrowMerge,
  IconArrowsSplit2,
  IconCheck,
  IconDots,
  IconPalette,
  IconPencil,
  IconSearch,
  IconTrash,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { createMatcher } from '../../shared/search'
import { fixedTagKinds, type TagSummary, tagColours } from '../../shared/tag'
import { tagKindWord } from '../../shared/tag-words'
import { queries } from '../app/api'
import { useWords } from '../app/i18n'
import { VirtualList } from '../ui/virtual-list'
import { deleteTag, setTagColour, setTagKind } from './tag-actions'
import classes from './tag-manager.module.css'
import { TagKindIcon, TagPill } from './tag-pill'
import { type AskedOfTag, TagQuestion } from './tag-question'

const icon = { size: 18, stroke: 1.6, 'aria-hidden': true } as const

/** All tags with how many have them, and what can be done with each. */
export function TagManager({ onClose }: { readonly onClose: () => void }) {
  const t = useWords()
  const { data: tags } = useQuery(queries.tags())
  const [search, setSearch] = useState('')
  const [asked, ask] = useState<AskedOfTag | null>(null)
  const shown = useMemo(() => {
    const matches = createMatcher(search)
    return (tags ?? []).filter(({ name }) => search.trim() === '' || matches(name))
  }, [tags, search])
  const keyAt = useCallback((index: number) => shown[index]?.id ?? index, [shown])
  return (
    <>
      <Modal
        opened={asked === null}
        onClose={onClose}
        title={t('tags.title')}
        size="lg"
        closeButtonProps={{ 'aria-label': t('app.close') }}
      >
        {tags?.length === 0 ? (
          <Text>{t('tags.empty')}</Text>
        ) : (
          <Stack gap="sm">
            <TextInput
              aria-label={t('tags.search')}
              placeholder={t('tags.search')}
              leftSection={<IconSearch {...icon} />}
              data-autofocus
              value={search}
              onChange={(event) => setSearch(event.currentTarget.value)}
            />
            {shown.length === 0 && tags !== undefined ? (
              <Text>{t('tags.noneFound')}</Text>
            ) : (
              <VirtualList
                label={t('tags.title')}
                count={shown.length}
                itemHeightPx={44}
                keyAt={keyAt}
                keepsFocused
                item={(index) => {
                  const tag = shown[index]
                  return tag === undefined ? null : <TagLine tag={tag} ask={ask} />
                }}
              />
            )}
          </Stack>
        )}
      </Modal>
      {asked !== null && <TagQuestion asked={asked} onClose={() => ask(null)} />}
    </>
  )
}

interface TagLineProps {
  readonly tag: TagSummary
  readonly ask: (asked: AskedOfTag) => void
}

function TagLine({ tag, ask }: TagLineProps) {
  const t = useWords()
  const { name, kind, characters, portraits } = tag
  return (
    <div className={classes.line}>
      <span className={classes.name}>
        <TagPill tag={tag} />
        {kind !== null && <span className={classes.kind}>{tagKindWord(t, kind)}</span>}
      </span>
      <span className={classes.count}>
        {t('import.count.characters', { count: characters })},{' '}
        {t('import.count.portraits', { count: portraits })}
      </span>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={34} aria-label={t('tags.menu', { name })}>
            <IconDots size={20} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPencil {...icon} />}
            onClick={() => ask({ what: 'rename', tag })}
          >
            {t('tags.rename')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowMerge {...icon} />}
            onClick={() => ask({ what: 'merge', tag })}
          >
            {t('tags.merge')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowsSplit2 {...icon} />}
            disabled={characters === 0}
            onClick={() => ask({ what: 'split', tag })}
          >
            {t('tags.split')}
          </Menu.Item>
          <KindMenu tag={tag} ask={ask} />
          <ColourMenu tag={tag} />
          <Menu.Divider />
          <Menu.Item
            color="var(--ck-danger)"
            leftSection={<IconTrash {...icon} />}
            onClick={() => void deleteTag(tag)}
          >
            {t('tags.delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  )
}

function KindMenu({ tag, ask }: TagLineProps) {
  const t = useWords()
  const { data: tags = [] } = useQuery(queries.tags())
  const own = tags.flatMap(({ kind }) => (kind === null ? [] : [kind]))
  const kinds = [...new Set<string>([...fixedTagKinds, ...own])]
  const check = <IconCheck {...icon} size={16} />
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<TagKindIcon kind={tag.kind} size={18} />}>
          {t('tags.kindLabel')}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {kinds.map((kind) => (
          <Menu.Item
            key={kind}
            leftSection={<TagKindIcon kind={kind} size={18} />}
            rightSection={kind === tag.kind && check}
            onClick={() => void setTagKind(tag, kind)}
          >
            <bdi>{tagKindWord(t, kind)}</bdi>
          </Menu.Item>
        ))}
        <Menu.Item
          leftSection={<IconPencil {...icon} />}
          onClick={() => ask({ what: 'kind', tag })}
        >
          {t('tags.otherKind')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item
          leftSection={<TagKindIcon kind={null} size={18} />}
          rightSection={tag.kind === null && check}
          onClick={() => void setTagKind(tag, null)}
        >
          {t('tags.noKind')}
        </Menu.Item>
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  )
}

function ColourMenu({ tag }: { readonly tag: TagSummary }) {
  const t = useWords()
  const check = <IconCheck {...icon} size={16} />
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<IconPalette {...icon} />}>
          {t('tags.colourLabel')}
        </Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown>
        {[...tagColours, null].map((colour) => (
          <Menu.Item
            key={colour ?? 'none'}
            rightSection={colour === tag.colour && check}
            onClick={() => void setTagColour(tag, colour)}
          >
            <TagPill
              tag={{
                name: colour === null ? t('tags.noColour') : t(`tags.colour.${colour}`),
                kind: null,
                colour,
              }}
            />
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  )
}
