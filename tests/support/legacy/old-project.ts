import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { picture } from '../library'
import { addOldRow, newOldDatabase, type OldCells, type OldSchema } from './old-database'
import { makeOldFolder } from './scanning'

export interface OldProject {
  /** Holds `database.db` and `static/portraits`. */
  readonly folder: string
  readonly database: Database
  add(table: 'users' | 'campaigns' | 'characters' | 'messages', cells: OldCells): number
  /** Puts a file below `static/portraits`. */
  putFile(path: string, bytes: Uint8Array): void
}

export const campaignFile = (id: number): string => `static/portraits/gm/gm_${id}.png`
export const characterFile = (id: number): string =>
  `static/portraits/characters/character_${id}.png`

/** An empty project of the old app with one user, aline@example.org. */
export function emptyProject(schema: OldSchema = 'G4'): OldProject {
  const folder = makeOldFolder()
  const database = newOldDatabase(folder, schema)
  mkdirSync(join(folder, 'static/portraits/gm'), { recursive: true })
  mkdirSync(join(folder, 'static/portraits/characters'), { recursive: true })
  const add: OldProject['add'] = (table, cells) => addOldRow(database, table, cells)
  add('users', { email: 'aline@example.org', password: 'x' })
  return {
    folder,
    database,
    add,
    putFile(path, bytes) {
      const file = join(folder, 'static/portraits', path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, bytes)
    },
  }
}

/**
 * Two campaigns of two characters each and one without, all with a portrait of their own; four messages
 * and a file that no row names.
 */
export function smallProject(schema: OldSchema = 'G4'): OldProject {
  const project = emptyProject(schema)
  const { add, putFile } = project
  const mine = { user_id: 1, language: 'fr', created_at: '2024-03-01 10:00:00' }
  let number = 0
  for (const name of ['La Quête', 'Innsmouth']) {
    number += 1
    const campaign = add('campaigns', { ...mine, name, gm_portrait: campaignFile(number) })
    putFile(`gm/gm_${campaign}.png`, picture(number))
    for (const who of ['Éowyn', 'Thorin']) addCharacter(project, `${who} ${number}`, campaign)
    for (const text of ['Bonjour', 'Salut']) {
      const said = { user_id: 1, campaign_id: campaign, role: 'user', content: `${text} ${name}` }
      add('messages', { ...said, timestamp: '2024-03-02 10:00:00' })
    }
  }
  addCharacter(project, 'Nobody’s', null)
  putFile('characters/character_404.png', picture(404))
  return project
}

/** A campaign with one character, both with a portrait; one message and one loose file. */
export function tinyProject(): OldProject {
  const project = emptyProject()
  project.add('campaigns', {
    user_id: 1,
    name: 'La Quête',
    gm_portrait: campaignFile(1),
    language: '',
  })
  project.putFile('gm/gm_1.png', picture(1))
  addCharacter(project, 'Éowyn', 1)
  project.add('messages', { user_id: 1, campaign_id: 1, role: 'user', content: 'Bonjour' })
  project.putFile('characters/character_404.png', picture(404))
  return project
}

/** A character with a portrait, of this campaign or of none. */
export function addCharacter(project: OldProject, name: string, campaign: number | null): number {
  const id = project.add('characters', {
    user_id: 1,
    name,
    campaign_id: campaign,
    class: 'Mage',
    created_at: '2024-03-01 11:00:00',
  })
  const set = 'UPDATE characters SET portrait_url = ? WHERE id = ?'
  project.database.prepare(set).run(characterFile(id), id)
  project.putFile(`characters/character_${id}.png`, picture(100 + id))
  return id
}
