import { Title } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { FullScreen } from './full-screen'
import classes from './wizard.module.css'

interface WizardProps {
  readonly title: string
  /** What the button says that leaves the wizard. */
  readonly closeLabel: string
  /** What the list of steps is called. */
  readonly stepsLabel: string
  readonly steps: readonly string[]
  /** Which of the steps is shown, from 0. */
  readonly at: number
  readonly onClose: () => void
  /** The step that is shown: a `WizardStep`. */
  readonly children: ReactNode
}

/** A task in steps that takes the whole room beside the rail. */
export function Wizard(props: WizardProps) {
  const { title, closeLabel, stepsLabel, steps, at, onClose, children } = props
  return (
    <FullScreen
      title={title}
      closeLabel={closeLabel}
      onClose={onClose}
      navigation={<Steps label={stepsLabel} names={steps} at={at} />}
    >
      {children}
    </FullScreen>
  )
}

interface StepsProps {
  readonly label: string
  readonly names: readonly string[]
  readonly at: number
}

/** The steps cannot be pressed: the way back is a button in the footer. */
function Steps({ label, names, at }: StepsProps) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {names.map((name, index) => (
        <li
          key={name}
          className={classes.step}
          aria-current={index === at ? 'step' : undefined}
          data-done={index < at || undefined}
        >
          {index < at ? (
            <IconCheck size={15} className={classes.done} aria-hidden />
          ) : (
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
          )}
          {name}
        </li>
      ))}
    </ol>
  )
}

interface WizardStepProps {
  readonly title: string
  /** Never scrolls away: the way back, and the step's one main action. */
  readonly footer: ReactNode
  /** Given the scrolling element, for a list that draws only what is in sight. */
  readonly children: (scroller: HTMLElement) => ReactNode
}

/** One step. Its heading takes the focus, so that it is read out and the keyboard starts there. */
export function WizardStep({ title, footer, children }: WizardStepProps) {
  const [scroller, setScroller] = useState<HTMLElement | null>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus({ preventScroll: true }), [])
  return (
    <>
      <div ref={setScroller} className={classes.scroller}>
        <div className={classes.sheet}>
          <Title order={2} ref={heading} tabIndex={-1} className={classes.title}>
            {title}
          </Title>
          {scroller && children(scroller)}
        </div>
      </div>
      <div className={classes.footer}>{footer}</div>
    </>
  )
}
