import { Kbd, Modal } from '@mantine/core'
import { commands, shortcutCommands } from '../../../shared/commands'
import { useWords } from '../i18n'
import { keyNames, modName } from './key-names'
import classes from './keys-dialog.module.css'

/** Every key there is. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  const t = useWords()
  // These belong to the wall and to the system's clipboard, so no command has them.
  const others = [
    { what: t('keys.arrows'), names: ['←', '↑', '↓', '→'] },
    { what: t('keys.open'), names: ['Enter'] },
    { what: t('keys.show'), names: [t('keys.space')] },
    { what: t('keys.select'), names: [modName, t('keys.space')] },
    { what: t('keys.rename'), names: ['F2'] },
    { what: t('keys.trash'), names: [t('keys.delete')] },
    { what: t('keys.keepPicture'), names: ['1', '…', '9'] },
    { what: t('keys.trashRest'), names: ['X'] },
    { what: t('keys.compare'), names: ['C'] },
    { what: t('keys.paste'), names: [modName, 'V'] },
  ]
  const lines = [
    ...shortcutCommands.map((id) => ({ what: t(commands[id].keys), names: keyNames(id) })),
    ...others,
  ]
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
      <p className={classes.note}>{t('keys.note', { mod: modName })}</p>
    </Modal>
  )
}
