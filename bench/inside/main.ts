import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { oldLibrary } from '../old-library'
import { measureAmongMany } from './among-many'
import { measureBackups } from './backup'
import { measureCompression } from './compress'
import { measureDoctor } from './doctor'
import { measureGallery } from './gallery'
import { measureLook, placeOldLibrary } from './old-library'
import { measurePipeline } from './pipeline'
import { seed } from './seed'
import { prepareElectron, setStage } from './stage'

/** What is measured inside Electron's main process. Its arguments: checkout, working folder, file for the rows. */
async function run(): Promise<void> {
  const [checkout, folder, answerFile] = process.argv.slice(-3)
  if (!checkout || !folder || !answerFile) throw new Error('three arguments are needed')
  const stage = await setStage({ checkout, folder })
  const look = await measureLook(stage)
  const sitters = await seed(stage)
  const rows = [
    look,
    await measurePipeline(stage),
    ...(await measureGallery(stage, sitters)),
    ...(await measureCompression(stage, sitters)),
    ...(await measureAmongMany(folder)),
    ...(await measureBackups(folder)),
    ...(await measureDoctor(folder)),
  ]
  placeOldLibrary(join(folder, oldLibrary.folder), oldLibrary.characters)
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
