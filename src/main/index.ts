import { readPurpose } from './command-line/arguments'
import { help } from './command-line/run'
import { appVersion, isPackaged, print, startApp } from './electron/start-app'
import { systemTranslator } from './electron/system-translator'

const purpose = readPurpose({ argv: process.argv, isPackaged: isPackaged() })

if (purpose.kind === 'version') print(appVersion())
else if (purpose.kind === 'help') print(help(systemTranslator()))
else startApp(purpose)
