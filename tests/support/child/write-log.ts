// node write-log.ts <folder>
// Writes one line into the log in this folder.
import { openLog } from '../../../src/main/core/log'

const [folder = ''] = process.argv.slice(2)
openLog({ folder, namedFolders: [], onTrouble: () => process.exit(3) })('started')
