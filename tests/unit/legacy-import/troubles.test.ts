import { once } from 'node:events'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withFailpoints } from '../../../src/main/core/disk/failpoints'
import { plainFileSystem } from '../../../src/main/core/disk/file-system'
import { createRequest } from '../../../src/main/core/network/request'
import { createDownload, type DownloadPicture } from '../../../src/main/portraits/download'
import { AppError } from '../../../src/shared/errors'
import { checkLibrary } from '../../support/check-library'
import { goOn, importAll, openImporting } from '../../support/legacy/importing'
import {
  addCharacter,
  characterFile,
  emptyProject,
  smallProject,
} from '../../support/legacy/old-project'
import { importedState } from '../../support/legacy/outcome'
import { scanIn } from '../../support/legacy/scanning'
import { picture } from '../../support/library'
import { readInPlace } from '../../support/read-in-place'

readInPlace()

const rowQuery = { class: null, outcome: null, search: '', offset: 0, limit: 500 }

async function undisturbed(folder: string): Promise<unknown> {
  const library = openImporting()
  const findings = await scanIn(folder)
  await importAll(library, findings)
  await findings.close()
  return importedState(library.database, library.dataFolder)
}

describe('a disk that is full', () => {
  it('fault 89: halfway leaves a clearly partial import, that is gone on with once there is room', async () => {
    const { folder } = smallProject()
    const fileSystem = withFailpoints(plainFileSystem(), 'write:4+=ENOSPC')
    const full = openImporting({ fileSystem })
    const findings = await scanIn(folder)
    const ended = await importAll(full, findings)
    expect(ended).toMatchObject({ state: 'interrupted', error: { code: 'disk-full' } })
    expect(ended.done).toBeLessThan(ended.total)
    expect(checkLibrary(full.database, full.dataFolder)).toEqual([])
    full.database.close()
    const library = openImporting({ dataFolder: full.dataFolder })
    expect(await goOn(library, ended.id, findings)).toMatchObject({ state: 'done', error: null })
    expect(importedState(library.database, library.dataFolder)).toEqual(await undisturbed(folder))
  })
})

describe('a source that is unplugged', () => {
  it('halfway stops the import and blames no picture, and is gone on with once it is back', async () => {
    const { folder } = smallProject()
    const library = openImporting()
    const findings = await scanIn(folder)
    const away = `${folder}-away`
    const ended = await importAll(library, {
      ...findings,
      readFile: async (file) => {
        if (file.path === 'gm/gm_2.png') renameSync(folder, away)
        return findings.readFile(file)
      },
    })
    expect(ended).toMatchObject({
      state: 'interrupted',
      needsYou: 0,
      error: { code: 'import-source-gone' },
    })
    renameSync(away, folder)
    expect(await goOn(library, ended.id, findings)).toMatchObject({ state: 'done', needsYou: 0 })
    expect(importedState(library.database, library.dataFolder)).toEqual(await undisturbed(folder))
  })

  it('fault 87: a single file that went missing is reported, and its character comes all the same', async () => {
    const { folder } = smallProject()
    const library = openImporting()
    const findings = await scanIn(folder)
    rmSync(join(folder, characterFile(1)))
    const { id, state } = await importAll(library, findings)
    expect(state).toBe('done')
    const { rows } = library.imports.rows(id, { ...rowQuery, outcome: 'needs-you' })
    expect(rows).toMatchObject([
      { name: 'Éowyn 1', class: 'local-missing', reason: 'file-missing', portrait: null },
    ])
    expect(library.characters.read(rows[0]?.subjectId ?? 0).name).toBe('Éowyn 1')
  })
})

describe('cancelling', () => {
  it('stops at once, keeps what came, and is gone on with', async () => {
    const { folder } = smallProject()
    const library = openImporting()
    const findings = await scanIn(folder)
    const stop = new AbortController()
    const hanging = {
      ...findings,
      readFile: (file: Parameters<typeof findings.readFile>[0]) => {
        if (file.path !== 'gm/gm_2.png') return findings.readFile(file)
        stop.abort(new AppError('import-cancelled'))
        return new Promise<Uint8Array>(() => undefined)
      },
    }
    const ended = await importAll(library, hanging, { signal: stop.signal })
    expect(ended).toMatchObject({ state: 'cancelled', error: null })
    expect(ended.done).toBeGreaterThan(0)
    expect(checkLibrary(library.database, library.dataFolder)).toEqual([])
    expect(await goOn(library, ended.id, findings)).toMatchObject({ state: 'done' })
    expect(importedState(library.database, library.dataFolder)).toEqual(await undisturbed(folder))
  })
})

describe('what cannot be believed', () => {
  it('fault 87: brings every character over, whatever its portrait says', async () => {
    const project = emptyProject()
    const values = [
      '../../../../etc/passwd',
      '/etc/passwd',
      'file:///etc/passwd',
      'C:\\Windows\\win.ini',
      '\\\\server\\share\\portrait.png',
      'static/portraits/characters/../../../secret.png',
      'static/portraits/characters/nobody.png',
      'https://files.oaiusercontent.com/file-x?se=2020-01-01T00%3A00%3A00Z&sig=secret',
      'data:image/png;base64,AAAA',
      'javascript:alert(1)',
      'None',
      `https://example.com/${'x'.repeat(100_000)}`,
    ]
    for (const value of values) {
      const name = `<b>${value.slice(0, 20)}`
      project.add('characters', { user_id: 1, name, portrait_url: value })
    }
    const library = openImporting()
    const { id, state } = await importAll(library, await scanIn(project.folder))
    expect(state).toBe('done')
    const { rows } = library.imports.rows(id, rowQuery)
    expect(rows).toHaveLength(values.length)
    for (const row of rows) expect(row.portrait, row.name).toBeNull()
    const { outcomes } = library.imports.report(id)
    expect(outcomes).toEqual({ imported: 1, 'needs-you': values.length - 1 })
    const kept = JSON.stringify(library.database.prepare('SELECT * FROM import_row').all())
    expect(kept).not.toContain('secret')
    expect(kept).not.toContain('oaiusercontent.com/')
  })

  it('mends names, texts and levels that ours cannot be, and loses no word of them', async () => {
    const project = emptyProject()
    const long = 'Ñ'.repeat(300)
    project.add('campaigns', {
      user_id: 1,
      name: '',
      language: 'fr',
      themes: '["a"]',
      ai_model: 'GPT-4o',
    })
    project.add('characters', {
      user_id: 1,
      campaign_id: 1,
      name: long,
      class: `${long}!`,
      level: -5,
    })
    project.add('characters', {
      user_id: 1,
      campaign_id: 1,
      name: 'One\u0000 line\n of\ttext',
      description: 'x'.repeat(1_200_000),
      level: 12,
    })
    const library = openImporting()
    await importAll(library, await scanIn(project.folder))
    const campaign = library.campaigns.list()[0]
    expect(campaign?.name).toBe('Unnamed (old number 1)')
    expect(library.campaigns.read(campaign?.id ?? 0)).toMatchObject({
      themes: ['a'],
      notes: 'model: GPT-4o',
    })
    const [one = 0, two = 0] = library.characters.idsOf(campaign?.id ?? 0)
    const cut = library.characters.read(one)
    expect(Array.from(cut.name)).toHaveLength(200)
    expect(cut.name.endsWith('…')).toBe(true)
    expect(cut.level).toBeNull()
    expect(cut.notes).toBe(`name: ${long}\nclass: ${long}!\nlevel: -5`)
    const tall = library.characters.read(two)
    expect(tall.description.length + tall.notes.length).toBe(1_200_000 + 'rest:\n'.length)
  })

  it('says of a flipped bit that only the whole picture shows that it is damaged', async () => {
    const project = emptyProject()
    addCharacter(project, 'Flipped', null)
    const library = openImporting()
    const findings = await scanIn(project.folder)
    const bytes = Buffer.from(picture(101))
    const at = bytes.indexOf('IDAT') + 10
    bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
    writeFileSync(join(project.folder, characterFile(1)), bytes)
    const { id } = await importAll(library, findings)
    expect(library.imports.rows(id, rowQuery).rows).toMatchObject([
      { class: 'local-corrupt', reason: 'file-damaged', outcome: 'needs-you' },
    ])
  })
})

describe('links', () => {
  const later = 'se=2099-12-31T23%3A59%3A59Z&sig=secret'
  const link = (name: string) => `https://files.oaiusercontent.com/${name}?${later}`

  function linkedProject(names: readonly string[]) {
    const project = emptyProject()
    for (const name of names) {
      project.add('characters', { user_id: 1, name, portrait_url: link(name) })
    }
    return project
  }

  it('are left alone without consent', async () => {
    const library = openImporting()
    const { id } = await importAll(library, await scanIn(linkedProject(['a']).folder))
    expect(library.imports.rows(id, rowQuery).rows).toMatchObject([
      { reason: 'link-not-tried', outcome: 'needs-you', class: 'temp-url-maybe-live' },
    ])
  })

  it('are asked four at a time with consent; what they lead to is judged like a file', async () => {
    let atOnce = 0
    let most = 0
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'page', 'gone']
    const download: DownloadPicture = async ({ url }) => {
      atOnce += 1
      most = Math.max(most, atOnce)
      await new Promise((resolve) => setTimeout(resolve, 20))
      atOnce -= 1
      if (url.includes('gone')) throw new AppError('link-expired', { host: 'h', status: 403 })
      return new Uint8Array(
        url.includes('page') ? Buffer.from('<html>') : picture(url.charCodeAt(34)),
      )
    }
    const library = openImporting({ download })
    const findings = await scanIn(linkedProject(names).folder)
    const { id } = await importAll(library, findings, { decisions: { online: true } })
    expect(most).toBe(4)
    const { rows } = library.imports.rows(id, rowQuery)
    const reasons = ['link-refused', 'link-expired']
    expect(rows.map(({ outcome }) => outcome)).toEqual([
      ...names.slice(0, 6).map(() => 'imported'),
      'needs-you',
      'needs-you',
    ])
    expect(rows.slice(6).map(({ reason }) => reason)).toEqual(reasons)
    expect(JSON.stringify([rows, library.imports.report(id)])).not.toContain('secret')
  })

  it('that last are kept beside what they led to, and signed ones are not', async () => {
    const lasting = 'https://example.org/faces/elowen.png'
    const project = emptyProject()
    project.add('characters', { user_id: 1, name: 'Elowen', portrait_url: lasting })
    project.add('characters', { user_id: 1, name: 'Lent', portrait_url: link('lent') })
    const download: DownloadPicture = async ({ url }) => new Uint8Array(picture(url.length))
    const library = openImporting({ download })
    const findings = await scanIn(project.folder)
    await importAll(library, findings, { decisions: { online: true } })
    const links = library.database.prepare('SELECT url, etag FROM portrait_link').all()
    expect(links).toEqual([{ url: lasting, etag: null }])
  })

  it('to this computer or its network are never followed', async () => {
    let asked = 0
    const server = createServer((_request, response) => {
      asked += 1
      response.end(picture(1))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const project = emptyProject()
    for (const host of ['127.0.0.1', 'localhost', '[::1]', '192.168.0.1']) {
      for (const protocol of ['http', 'https']) {
        const value = `${protocol}://${host}:${port}/a.png`
        project.add('characters', { user_id: 1, name: value, portrait_url: value })
      }
    }
    const library = openImporting({ download: createDownload({ request: createRequest() }) })
    const findings = await scanIn(project.folder)
    const { id } = await importAll(library, findings, { decisions: { online: true } })
    server.close()
    expect(asked).toBe(0)
    expect(library.imports.report(id).outcomes).toEqual({ 'needs-you': 8 })
  })
})
