// node folder-problem.ts <data folder>
// Says as JSON what somebody without root's rights is told of the folders there. Whether a folder may be written
// is asked of the system for the process's real user, which can only be left for good.
import { writeSync } from 'node:fs'
import { findFolderProblem } from '../../../src/main/storage/folder-problem'
import { nobody } from '../ordinary-user'

const [dataFolder = ''] = process.argv.slice(2)
if (process.getuid?.() === 0) process.setuid?.(nobody)
writeSync(1, JSON.stringify(findFolderProblem(dataFolder)?.toReport() ?? null))
