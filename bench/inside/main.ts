import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import type { Row } from '../measure'
import { oldLibrary } from '../old-library'
import { measureAddPictures } from './add-pictures'
import { measureAmongMany } from './among-many'
import { measureBackups } from './backup'
import { measureCompression } from './compress'
import { measureGallery } from './gallery'
import { measureGalleryPages } from './gallery-pages'
import { measureIntegrity } from './integrity'
import { seedLargeCast } from './large-cast'
import { seedManyCampaigns } from './many-campaigns'
import { measureLook, placeOldLibrary } from './old-library'
import { measurePipeline } from './pipeline'
import { measureQuick } from './quick'
import { measureRemoval } from './removal'
import { seed } from './seed'
import { measureSessions } from './sessions'
import { measureSpending } from './spending'
import { prepareElectron, setStage } from './stage'
import { measureTags } from './tags'

/** Everything that needs the whole app around it. */
async function measureApp(checkout: string, folder: string): Promise<Row[]> {
  const stage = await setStage({ checkout, folder })
  const look = await measureLook(stage)
  const sitters = await seed(stage)
  const rows = [
    look,
    await measurePipeline(stage),
    ...(await measureGallery(stage, sitters)),
    ...(await measureCompression(stage, sitters)),
    ...(await measureAmongMany(folder)),
    ...(await measureGalleryPages(folder)),
    ...(await measureIntegrity(folder)),
  ]
  stage.imageSandbox.close()
  stage.library.close()
  return rows
}

/**
 * What is measured inside Electron's main process, or made there for others to measure. Its arguments: the part,
 * each of which gets a process of its own; checkout, working folder, file for the rows.
 */
const insideParts = new Map<
  string | undefined,
  (checkout: string, folder: string) => Promise<Row[]>
>([
  ['app', measureApp],
  ['backups', (_checkout, folder) => measureBackups(folder)],
  ['removal', (_checkout, folder) => measureRemoval(folder)],
  ['pictures', measureAddPictures],
  ['quick', measureQuick],
  ['sessions', (_checkout, folder) => measureSessions(folder)],
  ['tags', (_checkout, folder) => measureTags(folder)],
  ['spending', (_checkout, folder) => measureSpending(folder)],
  [
    'campaigns',
    async (_checkout, folder) => {
      seedManyCampaigns(folder)
      return []
    },
  ],
  [
    'selecting',
    async (_checkout, folder) => {
      seedLargeCast(folder)
      return []
    },
  ],
  [
    'old',
    async (_checkout, folder) => {
      placeOldLibrary(join(folder, oldLibrary.folder), oldLibrary.characters)
      return []
    },
  ],
])

async function run(): Promise<void> {
  const [part, checkout, folder, answerFile] = process.argv.slice(-4)
  const measure = insideParts.get(part)
  if (!measure || !checkout || !folder || !answerFile) throw new Error('four arguments are needed')
  const rows = await measure(checkout, folder)
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
