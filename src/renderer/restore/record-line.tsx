import type { ComparedRecord } from '../../shared/backup'
import { translator, useWords } from '../app/i18n'
import { BackupFace } from './backup-face'
import classes from './restore-preview.module.css'

/** A record in the backup or here: face, name, and what differs. */
export function RecordLine({ record }: { readonly record: ComparedRecord }) {
  return (
    <span className={classes.record}>
      <BackupFace portraitId={record.portraitId} />
      <span className={classes.recordWords}>
        <bdi className={classes.name}>{record.name}</bdi>
        <span className={classes.state}>
          <RecordFacts record={record} />
        </span>
      </span>
    </span>
  )
}

/** “Character · differs in notes and portrait”. */
export function RecordFacts({ record }: { readonly record: ComparedRecord }) {
  const t = useWords()
  const { kind, state, differences } = record
  const list = new Intl.ListFormat(translator.language).format(
    differences.map((field) => t(fieldKey(field))),
  )
  const facts = [
    t(`restore.kind.${kind}`),
    state === 'different' && list !== ''
      ? t('restore.differences.differsIn', { list })
      : t(`restore.state.${state}`),
  ]
  return facts.join(' · ')
}

const fields = {
  name: 'restore.field.name',
  race: 'restore.field.race',
  class: 'restore.field.class',
  level: 'restore.field.level',
  gender: 'restore.field.gender',
  status: 'restore.field.status',
  description: 'restore.field.description',
  notes: 'restore.field.notes',
  themes: 'restore.field.themes',
  tone: 'restore.field.tone',
  language: 'restore.field.language',
  gameSystem: 'restore.field.gameSystem',
  campaign: 'restore.field.campaign',
  avatar: 'restore.field.avatar',
  trash: 'restore.field.trash',
  portrait: 'restore.field.portrait',
  portraits: 'restore.field.portraits',
  sessions: 'restore.field.sessions',
} as const

function fieldKey(field: string) {
  const known = Object.keys(fields).find((name): name is keyof typeof fields => name === field)
  return known === undefined ? 'restore.field.other' : fields[known]
}
