import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Library } from '../../../src/main/app/library'
import { createImportHandlers } from '../../../src/main/legacy-import/ipc'
import { createScanPictureServer } from '../../../src/main/legacy-import/scan/serve-picture'
import { createTranslator } from '../../../src/shared/translate'
import { folderContents } from '../../support/check-library'
import { appErrorOf } from '../../support/errors'
import { everything } from '../../support/legacy/importing'
import { smallProject } from '../../support/legacy/old-project'
import { openWindow } from '../../support/legacy/open-window'
import { importedState } from '../../support/legacy/outcome'
import { makeOldFolder } from '../../support/legacy/scanning'
import { picture } from '../../support/library'
import { plainImageSandbox } from '../../support/plain-image-sandbox'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

const decisions = { ...everything, users: null, campaigns: null }
const rowQuery = { class: null, outcome: null, search: '', offset: 0, limit: 500 }

async function importOnce(window: ReturnType<typeof openWindow>, path: string) {
  const { openImport } = window
  await openImport.choose(path)
  await openImport.scan({ evenIfNewer: false })
  return (await openImport.start(decisions)).ended
}

describe('an import from choice to undo', () => {
  it('writes nothing until it is started, and leaves no private copy behind', async () => {
    const { folder, database } = smallProject()
    database.close()
    const before = folderContents(folder)
    const window = openWindow()
    const { openImport, imports, temporaryFolder } = window
    const source = await openImport.choose(folder)
    expect(source).toMatchObject({ chosen: folder, portraits: join(folder, 'static/portraits') })
    const look = await openImport.scan({ evenIfNewer: false })
    expect(look).toMatchObject({ generation: 'G4', rows: 7, alreadyImported: 0, messages: 4 })
    expect(readdirSync(window.dataFolder)).not.toContain('static')
    expect(await openImport.forecast(decisions)).toMatchObject({
      ...{ campaigns: 2, characters: 5, portraits: 7, loosePortraits: 1, messages: 4 },
      duplicates: 0,
    })
    const ended = await (await openImport.start(decisions)).ended
    expect(ended).toMatchObject({ state: 'done', total: 7, done: 7, needsYou: 0 })
    expect(readdirSync(temporaryFolder)).toEqual([])
    expect(existsSync(join(window.dataFolder, 'imports', String(ended.id)))).toBe(false)
    expect(folderContents(folder)).toEqual(before)
    const last = window.progress.at(-1)
    expect(last).toMatchObject({ step: 'import', done: 8, total: 8 })
    expect(await openImport.undo(ended.id)).toMatchObject({ campaigns: 2, characters: 5, kept: [] })
    expect(imports.list()).toMatchObject([{ state: 'undone' }])
  })

  it('tells what came over before, and forecasts only what is new', async () => {
    const { folder } = smallProject()
    const window = openWindow()
    await importOnce(window, folder)
    await window.openImport.choose(folder)
    const look = await window.openImport.scan({ evenIfNewer: false })
    expect(look.alreadyImported).toBe(7)
    expect(look.campaigns.every(({ isImported }) => isImported)).toBe(true)
    expect(await window.openImport.forecast(decisions)).toMatchObject({
      ...{ campaigns: 0, characters: 0, portraits: 0, messages: 0, duplicates: 7 },
    })
    await window.openImport.close()
  })

  it('forecasts neither an unassigned picture nor a message without an owner that is here already', async () => {
    const project = smallProject()
    const say = (content: string) =>
      project.add('messages', {
        user_id: 1,
        role: 'user',
        content,
        timestamp: '2024-03-02 10:00:00',
      })
    say('Personne ?')
    const window = openWindow()
    await importOnce(window, project.folder)
    const coming = async () => {
      await window.openImport.choose(project.folder)
      await window.openImport.scan({ evenIfNewer: false })
      const { loosePortraits, messages, bytes } = await window.openImport.forecast(decisions)
      return { loosePortraits, messages, bytes }
    }
    expect(await coming()).toEqual({ loosePortraits: 0, messages: 0, bytes: 0 })

    say('Si.')
    const another = picture(405)
    project.putFile('characters/character_405.png', another)
    project.putFile('characters/character_406.png', another)
    expect(await coming()).toEqual({ loosePortraits: 1, messages: 1, bytes: another.length })
    const ended = await (await window.openImport.start(decisions)).ended
    const { loosePortraits, messages } = window.imports.report(ended.id)
    expect({ loosePortraits, messages }).toEqual({ loosePortraits: 1, messages: 1 })
  })

  it('does one thing at a time', async () => {
    const { folder } = smallProject()
    const { openImport } = openWindow()
    await openImport.choose(folder)
    await openImport.scan({ evenIfNewer: false })
    const { ended, summary } = await openImport.start(decisions)
    expect((await appErrorOf(openImport.choose(folder))).code).toBe('import-busy')
    expect((await appErrorOf(openImport.undo(summary.id))).code).toBe('import-busy')
    await ended
    expect((await appErrorOf(openImport.forecast(decisions))).code).toBe('not-found')
  })

  it('is cancelled, and gone on with after the old app has written on', async () => {
    const project = smallProject()
    let isFirst = true
    const window = openWindow({
      onImporting: () => {
        if (isFirst) openImport.cancel()
        isFirst = false
      },
    })
    const { openImport } = window
    const cancelled = await importOnce(window, project.folder)
    expect(cancelled.state).toBe('cancelled')
    expect(cancelled.done).toBeLessThan(7)
    project.database.exec('DELETE FROM characters')
    const ended = await openImport.resume(cancelled.id).ended
    expect(ended).toMatchObject({ state: 'done', done: 7, needsYou: 0 })
    expect(window.imports.report(ended.id).outcomes).toEqual({ imported: 7 })
    expect(existsSync(join(window.dataFolder, 'imports', String(ended.id)))).toBe(false)
  })

  it('leaves out what the old app removed before it was copied', async () => {
    const project = smallProject()
    const { openImport, imports, dataFolder } = openWindow()
    await openImport.choose(project.folder)
    await openImport.scan({ evenIfNewer: false })
    const { ended, summary } = await openImport.start(decisions)
    openImport.cancel()
    expect(await ended).toMatchObject({ state: 'cancelled', done: 0 })
    rmSync(join(dataFolder, 'imports'), { recursive: true })
    project.database.exec('DELETE FROM characters WHERE id = 1')
    expect(await openImport.resume(summary.id).ended).toMatchObject({ state: 'done' })
    expect(imports.report(summary.id).outcomes).toEqual({ imported: 6, skipped: 1 })
  })

  it('does not go on while the folder is away, and says so', async () => {
    const { folder } = smallProject()
    const { openImport } = openWindow()
    await openImport.choose(folder)
    await openImport.scan({ evenIfNewer: false })
    const { ended, summary } = await openImport.start(decisions)
    openImport.cancel()
    await ended
    renameSync(folder, `${folder}-away`)
    const stopped = await openImport.resume(summary.id).ended
    expect(stopped).toMatchObject({ state: 'interrupted', error: { code: 'import-source-gone' } })
    renameSync(`${folder}-away`, folder)
    expect(await openImport.resume(summary.id).ended).toMatchObject({ state: 'done' })
  })

  it('brings the same out of an archive, cancelled and gone on with', async () => {
    const { folder, database } = smallProject()
    database.close()
    const archive = join(makeOldFolder(), 'old.tar')
    execFileSync('tar', ['-cf', archive, '-C', folder, 'database.db', 'static'])
    const straight = openWindow()
    await importOnce(straight, folder)
    const window = openWindow()
    const { openImport } = window
    await openImport.choose(archive)
    await openImport.scan({ evenIfNewer: false })
    const { ended, summary } = await openImport.start(decisions)
    openImport.cancel()
    await ended
    expect(readdirSync(window.temporaryFolder)).toEqual([])
    expect(await openImport.resume(summary.id).ended).toMatchObject({ state: 'done', needsYou: 0 })
    expect(readdirSync(window.temporaryFolder)).toEqual([])
    expect(importedState(window.database, window.dataFolder)).toEqual(
      importedState(straight.database, straight.dataFolder),
    )
  })

  it('is marked as interrupted at the next start when its process is gone', async () => {
    const { folder } = smallProject()
    const window = openWindow()
    const ended = await importOnce(window, folder)
    window.database.exec(`UPDATE import SET state = 'running', process_id = 999999`)
    expect(window.imports.markInterrupted()).toBe(1)
    expect(window.imports.summary(ended.id).state).toBe('interrupted')
    expect(await window.openImport.resume(ended.id).ended).toMatchObject({ state: 'done' })
  })
})

describe('what the page may ask', () => {
  function handlersOf(window: ReturnType<typeof openWindow>, chosen: string | null) {
    return createImportHandlers({
      library: () => window as unknown as Library,
      translator: createTranslator('en'),
      choose: async () => chosen,
      save: async () => true,
      log: () => undefined,
    })
  }

  it('opens nothing by a path that it was not shown', async () => {
    const { folder } = smallProject()
    const handlers = handlersOf(openWindow(), folder)
    expect(await handlers['import:choose']({ what: 'folder' })).toMatchObject({ chosen: folder })
    const asking = handlers['import:correct']({ what: 'portraits', path: '/etc' })
    expect((await appErrorOf(Promise.resolve(asking))).code).toBe('request-refused')
  })

  it('gets null when a picker was closed', async () => {
    const handlers = handlersOf(openWindow(), null)
    expect(await handlers['import:choose']({ what: 'file' })).toBeNull()
  })

  it('settles a row that needed a person, as an avatar or as the portrait it has now', async () => {
    const { folder, database } = smallProject()
    database.exec(
      `UPDATE characters SET portrait_url = 'static/portraits/characters/gone.png' WHERE id = 1`,
    )
    const window = openWindow()
    const { id } = await importOnce(window, folder)
    const needsYou = () => window.imports.rows(id, { ...rowQuery, outcome: 'needs-you' }).rows
    expect(needsYou()).toHaveLength(1)
    const handlers = handlersOf(window, null)
    await handlers['import:settle']({ id, index: needsYou()[0]?.index ?? 0 })
    expect(needsYou()).toHaveLength(0)
    expect(window.imports.report(id).outcomes).toEqual({ imported: 6, placeholder: 1 })
  })
})

describe('a picture of a look', () => {
  it('is asked for by its row alone', async () => {
    const { folder } = smallProject()
    const { openImport } = openWindow()
    const serve = createScanPictureServer({
      findings: openImport.findings,
      imageSandbox: plainImageSandbox(),
      onTrouble: (error) => {
        throw error
      },
    })
    const ask = (path: string) => serve(new Request(`app://portraits/import/${path}`))
    expect((await ask('0?look=1')).status).toBe(404)
    await openImport.choose(folder)
    await openImport.scan({ evenIfNewer: false })
    const found = await ask('0?look=1')
    expect([found.status, found.headers.get('content-type')]).toEqual([200, 'image/webp'])
    expect((await ask('99?look=1')).status).toBe(404)
    for (const path of ['..%2f..?look=1', '0', '-1?look=1', '0?look=1&path=/etc', 'gm/gm_1.png']) {
      expect((await ask(path)).status, path).toBe(400)
    }
    await openImport.close()
  })
})
