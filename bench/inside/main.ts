import { writeFileSync } from 'node:fs'
import { app } from 'electron'
import { measureAmongMany } from './among-many'
import { measureBackups } from './backup'
import { measureCompression } from './compress'
import { measureGallery } from './gallery'
import { measureOldLibraries } from './old-library'
import { measurePipeline } from './pipeline'
import { seed } from './seed'
import { prepareElectron, setStage } from './stage'

/** What is measured inside Electron's main process. Its arguments: checkout, working folder, file for the rows. */
async function run(): Promise<void> {
  const [checkout, folder, answerFile] = process.argv.slice(-3)
  if (!checkout || !folder || !answerFile) throw new Error('three arguments are needed')
  const stage = await setStage({ checkout, folder })
  // First, while the process holds nothing else: its memory is one of the rows.
  const imports = await measureOldLibraries(stage)
  const sitters = await seed(stage)
  const rows = [
    ...imports,
    await measurePipeline(stage),
    ...(await measureGallery(stage, sitters)),
    ...(await measureCompression(stage, sitters)),
    ...(await measureAmongMany(folder)),
    ...(await measureBackups(folder)),
  ]
  stage.darkroom.close()
  stage.library.close()
  writeFileSync(answerFile, JSON.stringify({ rows, electron: process.versions.electron }))
}

prepareElectron()
app
  .whenReady()
  .then(run)
  .then(
    () => app.exit(0),
    (error: unknown) => {
      console.error(error)
      app.exit(1)
    },
  )
