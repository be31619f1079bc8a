import { Stack, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type TrashChoice, type TrashKind, trashKinds } from '../../shared/trash'
import { queries, request, wholeTrash } from '../app/api'
import { useWords } from '../app/i18n'
import { attempt } from '../app/toasts'
import { ErrorNotice } from '../ui/error-notice'
import { useChosen } from './chosen'
import { type RemovalAsked, RemoveDialog } from './remove-dialog'
import { restoreItems } from './trash-actions'
import { TrashHead } from './trash-head'
import { TrashList } from './trash-list'
import classes from './trash-tab.module.css'

/** Everything that can still come back: campaigns, characters and portraits, and the two ways out. */
export function TrashTab() {
  const t = useWords()
  const [kind, setKind] = useState<TrashKind | 'all'>('all')
  const [asked, setAsked] = useState<RemovalAsked | null>(null)
  const chosen = useChosen()
  const { data: summary, error, refetch } = useQuery(queries.trashSummary())

  const ask = (choice: TrashChoice) =>
    attempt(async () => setAsked({ choice, plan: await request('trash:plan', { choice }) }))
  const restoreChosen = async () => {
    if (await restoreItems(chosen.items)) chosen.replace([])
  }

  if (error) {
    return (
      <div className={classes.tab}>
        <ErrorNotice error={error} handlers={{ retry: () => void refetch() }} />
      </div>
    )
  }
  if (summary === undefined) return null
  const { entries } = summary
  const all = trashKinds.reduce((sum, one) => sum + entries[one], 0)
  if (all === 0) {
    return (
      <Stack className={classes.nothing}>
        <Title order={2} size="h3">
          {t('trash.empty')}
        </Title>
        <Text c="var(--ck-quiet)">{t('trash.emptyText')}</Text>
      </Stack>
    )
  }
  const total = kind === 'all' ? all : entries[kind]
  return (
    <div className={classes.tab}>
      <TrashHead
        summary={summary}
        kind={kind}
        onKind={setKind}
        onEmpty={() => void ask('all')}
        chosenCount={chosen.items.length}
        onChooseAll={() => void attempt(async () => chosen.replace(await wholeTrash(kind)))}
        onChooseNone={() => chosen.replace([])}
        onRestore={() => void restoreChosen()}
        onRemove={() => void ask([...chosen.items])}
      />
      {total === 0 ? (
        <Text c="var(--ck-quiet)">{t('trash.emptyKind')}</Text>
      ) : (
        <TrashList
          key={kind}
          kind={kind}
          total={total}
          chosen={chosen}
          onRemove={({ kind: of, id }) => void ask([{ kind: of, id }])}
        />
      )}
      {asked && (
        <RemoveDialog
          key={asked.plan.mark}
          asked={asked}
          onClose={() => setAsked(null)}
          onRemoved={() => {
            setAsked(null)
            chosen.replace([])
          }}
          onAskAgain={() => void ask(asked.choice)}
        />
      )}
    </div>
  )
}
