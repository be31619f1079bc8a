import {
  IconArchive,
  IconArrowBackUp,
  IconDatabase,
  IconDice5,
  IconFileExport,
  IconFileImport,
  IconGridDots,
  IconInfoCircle,
  IconKeyboard,
  IconLamp,
  IconPhotoPlus,
  IconPlus,
  IconRefresh,
  IconRestore,
  IconSettings,
  IconShieldCheck,
  IconSparkles,
  IconStethoscope,
  IconSun,
  IconTrash,
  IconUserPlus,
} from '@tabler/icons-react'
import type { CommandIcon as IconName } from '../../../shared/commands'

const icons = {
  archive: IconArchive,
  'arrow-back-up': IconArrowBackUp,
  database: IconDatabase,
  'dice-5': IconDice5,
  'file-export': IconFileExport,
  'file-import': IconFileImport,
  'grid-dots': IconGridDots,
  'info-circle': IconInfoCircle,
  keyboard: IconKeyboard,
  lamp: IconLamp,
  'photo-plus': IconPhotoPlus,
  plus: IconPlus,
  refresh: IconRefresh,
  restore: IconRestore,
  settings: IconSettings,
  'shield-check': IconShieldCheck,
  sparkles: IconSparkles,
  stethoscope: IconStethoscope,
  sun: IconSun,
  trash: IconTrash,
  'user-plus': IconUserPlus,
} as const satisfies Record<IconName, unknown>

/** The icon of a command, beside its label. */
export function CommandIcon({ name }: { readonly name: IconName }) {
  const Icon = icons[name]
  return <Icon aria-hidden />
}
