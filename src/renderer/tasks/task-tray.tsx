import type { TablerIcon } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'
import { type TaskKind, type TaskProgress, taskKinds } from '../../shared/tasks'
import { announce } from '../app/announcer'
import { translator, useWords } from '../app/i18n'
import { type Place, usePlace } from '../app/navigation'
import { percentOf } from './progress-text'
import { useTasks } from './task'
import { TrayLine } from './tray-line'
import classes from './tray-line.module.css'

/** Where a task is shown while the game master is there, and the way back to it. */
export interface TaskPlace {
  readonly icon: TablerIcon
  readonly isShown: (place: Place) => boolean
  readonly open: () => void
  /** The text of its line, if it is more than its name. */
  readonly title?: (t: ReturnType<typeof useWords>, progress: TaskProgress) => string
}

/** Tasks that go on in the background: for each a line below the campaigns that leads back to it. */
export function TaskTray({ places }: { readonly places: Partial<Record<TaskKind, TaskPlace>> }) {
  const place = usePlace()
  const tasks = useTasks()
  const running = taskKinds.filter((kind) => (tasks[kind]?.progress ?? null) !== null)
  useAnnouncedEnds(running)
  return taskKinds.map((kind) => {
    const progress = tasks[kind]?.progress ?? null
    const where = places[kind]
    if (progress === null || where === undefined || where.isShown(place)) return null
    return <TaskTrayLine key={kind} kind={kind} progress={progress} place={where} />
  })
}

/** Says which tasks have ended, wherever the game master is by then. */
function useAnnouncedEnds(running: readonly TaskKind[]): void {
  const before = useRef(running)
  useEffect(() => {
    const ended = before.current.filter((kind) => !running.includes(kind))
    before.current = running
    for (const kind of ended) {
      announce(translator.t('task.ended', { what: translator.t(`task.kind.${kind}`) }))
    }
  })
}

interface TaskTrayLineProps {
  readonly kind: TaskKind
  readonly progress: TaskProgress
  readonly place: TaskPlace
}

function TaskTrayLine({ kind, progress, place }: TaskTrayLineProps) {
  const t = useWords()
  const { icon: Icon, title, open } = place
  const known = percentOf(progress)
  const percent = known === null ? null : Math.floor(known)
  return (
    <TrayLine
      sign={<Icon size={20} className={classes.lamp} aria-hidden />}
      label={title?.(t, progress) ?? t(`task.kind.${kind}`)}
      short={percent === null ? '' : percentText(percent)}
      percent={percent}
      onClick={open}
    />
  )
}

/** “24%”, as it is written in the language of the window. */
function percentText(percent: number): string {
  return new Intl.NumberFormat(translator.language, { style: 'percent' }).format(percent / 100)
}
