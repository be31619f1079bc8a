import { Kbd, Modal } from '@mantine/core'
import { useWords } from '../i18n'
import { keyNames, modName } from './key-names'
import classes from './keys-dialog.module.css'
import { type ShortcutId, shortcuts } from './shortcuts'

const ids = Object.keys(shortcuts) as ShortcutId[]

/** Every key there is. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  // These belong to the wall and to the system's clipboard, so no shortcut declares them.
  const others = [
    { what: t('keys.arrows'), names: ['←', '↑', '↓', '→'] },
    { what: t('keys.open'), names: ['Enter'] },
    { what: t('keys.select'), names: [t('keys.space')] },
    { what: t('keys.trash'), names: [t('keys.delete')] },
    { what: t('keys.paste'), names: [modName, 'V'] },
  ]
  const lines = [...ids.map((id) => ({ what: t(`keys.${id}`), names: keyNames(id) })), ...others]
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys.title')}
      closeButtonProps={{ 'aria-label': t('app.close') }}
    >
      <dl className={classes.list}>
        {lines.map(({ what, names }) => (
          <div key={what} className={classes.line}>
            <dt>{what}</dt>
            <dd>
              {names.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <p className={classes.note}>{t('keys.note')}</p>
    </Modal>
  )
}
