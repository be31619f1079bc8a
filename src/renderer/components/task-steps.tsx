import { IconCheck } from '@tabler/icons-react'
import { useWords } from '../i18n'
import classes from './import-screen.module.css'
import { type Step, steps } from './visit'

/** Where in the import we are; to be read, not to be pressed: the way back is a button below. */
export function ImportSteps({ current }: { readonly current: Step }) {
  const t = useWords()
  const at = steps.indexOf(current)
  return (
    <ol className={classes.steps} aria-label={t('import.stepsLabel')}>
      {steps.map((step, index) => (
        <li
          key={step}
          className={classes.step}
          aria-current={step === current ? 'step' : undefined}
          data-done={index < at || undefined}
        >
          {index < at ? (
            <IconCheck size={15} className={classes.done} aria-hidden />
          ) : (
            <span className={classes.number} aria-hidden>
              {index + 1}
            </span>
          )}
          {t(`import.steps.${step}`)}
        </li>
      ))}
    </ol>
  )
}
