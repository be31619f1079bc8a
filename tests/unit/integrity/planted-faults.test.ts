import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { checkIntegrity } from '../../../src/main/integrity/check'
import type { Finding } from '../../../src/shared/integrity'
import { checkParts, type FilledPortrait, fillLibrary, plant } from '../../support/integrity'
import type { Library } from '../../support/library'
import { giveToOrdinaryUser, workAsOrdinaryUser } from '../../support/ordinary-user'

/** What tells a finding from all others, as the planter says it beforehand. */
function signOf(finding: Finding): string {
  switch (finding.kind) {
    case 'portrait':
      return `${finding.why} ${finding.portraitId} ${finding.found?.path ?? ''}`.trim()
    case 'file-without-row':
      return `stray ${finding.path} ${finding.sameAs ?? ''}`.trim()
    case 'session':
      return `session ${finding.session.id} ${finding.session.reasons.join(' ')}`
    case 'stray-rows':
    case 'database-damaged':
      return finding.kind
    default:
      return `${finding.kind} ${finding.path}`
  }
}

interface Spot {
  readonly library: Library
  readonly portrait: FilledPortrait
  readonly file: string
}

/** Plants one fault and says what has to be found. Some need a portrait, which is theirs alone. */
type Planter = (spot: Spot, number: number) => string

const folder = 'static/portraits/characters'

const planters: Readonly<Record<string, Planter>> = {
  missing: ({ file, portrait }) => {
    rmSync(file)
    return `missing ${portrait.id}`
  },
  emptied: ({ file, portrait }) => {
    truncateSync(file)
    return `empty ${portrait.id}`
  },
  'cut off': ({ file, portrait }) => {
    truncateSync(file, portrait.bytes - 1)
    return `wrong-size ${portrait.id}`
  },
  'a flipped bit': ({ file, portrait }) => {
    const bytes = readFileSync(file)
    bytes[40] = (bytes[40] ?? 0) ^ 1
    writeFileSync(file, bytes)
    return `other-bytes ${portrait.id}`
  },
  'a folder in its place': ({ file, portrait }, number) => {
    rmSync(file)
    mkdirSync(file)
    // With something in it, that is nobody's as well; an empty one is seen too.
    if (number % 2 === 0) symlinkSync('/nowhere', join(file, 'inner'))
    return `folder-there ${portrait.id}`
  },
  'a link in its place': ({ file, portrait }) => {
    const aside = join(dirname(dirname(dirname(dirname(file)))), basename(file))
    renameSync(file, aside)
    symlinkSync(aside, file)
    return `link-there ${portrait.id}`
  },
  'other capitals': ({ file, portrait }) => {
    renameSync(file, join(dirname(file), basename(file).toUpperCase()))
    return `renamed ${portrait.id} ${folder}/${basename(file).toUpperCase()}`
  },
  'another way to write an accent': ({ library, file, portrait }) => {
    const name = `Éowyn-${portrait.id}.png`
    library.database
      .prepare('UPDATE portrait SET path = ? WHERE id = ?')
      .run(`${folder}/${name.normalize('NFC')}`, portrait.id)
    renameSync(file, join(dirname(file), name.normalize('NFD')))
    return `renamed ${portrait.id} ${folder}/${name.normalize('NFD')}`
  },
  'moved into a folder': ({ library, file, portrait }) => {
    const path = `${folder}/tidy/deep ${portrait.id % 5}/${portrait.id}.png`
    mkdirSync(dirname(join(library.dataFolder, path)), { recursive: true })
    renameSync(file, join(library.dataFolder, path))
    return `missing ${portrait.id} ${path}`
  },
  'a stray among the others': ({ library }, number) => {
    const path = `${folder}/stray ${number}.png`
    plant(library, path, `nobody ${number}`)
    return `stray ${path}`
  },
  'a stray deep down': ({ library }, number) => {
    const path = `static/portraits/old/${'deeper/'.repeat(number % 9)}stray ${number}.webp`
    plant(library, path, `nobody deep ${number}`)
    return `stray ${path}`
  },
  'a double': ({ library, file, portrait }, number) => {
    const path = `static/portraits/gm/copy ${number}.png`
    copyFileSync(file, plant(library, path, ''))
    execFileSync('touch', ['-d', '2026-11-20T12:00:00Z', join(library.dataFolder, path)])
    return `stray ${path} ${portrait.id}`
  },
  'an unfinished copy': ({ library }, number) => {
    const path = `${folder}/.castkeeper-1-${number.toString(16).padStart(16, '0')}.partial`
    plant(library, path, 'half a file')
    return `left-over ${path}`
  },
  'a link to nothing, to a file, to a loop': ({ library, file }, number) => {
    const path = `static/portraits/gm/link ${number}`
    const goals = ['/nowhere', file, '..', `link ${number}`]
    mkdirSync(join(library.dataFolder, 'static/portraits/gm'), { recursive: true })
    symlinkSync(goals[number % goals.length] ?? '', join(library.dataFolder, path))
    return `link ${path}`
  },
}

describe('a library with faults planted in it', () => {
  test('every one of 1,000 faults of fourteen kinds is found, and nothing else', {
    timeout: 60_000,
  }, async () => {
    const kinds = Object.values(planters)
    const library = fillLibrary(1_400)
    const expected: string[] = []
    for (const [number, portrait] of library.filled.slice(0, 1_000).entries()) {
      const plantOne = kinds[number % kinds.length]
      const file = join(library.dataFolder, portrait.path)
      const spot = { library, portrait, file }
      const sign = plantOne?.(spot, number) ?? ''
      expected.push(sign)
      if (sign.startsWith('folder-there') && number % 2 === 0) {
        expected.push(`link ${portrait.path}/inner`)
      }
    }
    expected.push(...plantSpecial(library, library.filled.slice(1_000)))
    // New, so left alone: somebody may be about to write its row.
    const now = checkParts(library).clock()
    const fresh = plant(library, `${folder}/new.png`, 'on its way')
    const partial = plant(library, `${folder}/.castkeeper-1-00000000000000ff.partial`, 'half')
    for (const file of [fresh, partial]) {
      execFileSync('touch', ['-d', new Date(now.getTime() - 60_000).toISOString(), file])
    }

    giveToOrdinaryUser(library.dataFolder)
    const report = await workAsOrdinaryUser(() => checkIntegrity(checkParts(library)))
    expect(report.findings.map(signOf).sort()).toEqual(expected.sort())
    expect(report.leftAlone).toEqual({ count: 1, paths: [`${folder}/new.png`] })
    expect(report.confirmation?.because).toContain('many-strays')
    // What a quick look cannot see is in the bytes alone; it tells of nothing else that is not so.
    const look = () => checkIntegrity(checkParts(library), { depth: 'quick' })
    const quick = await workAsOrdinaryUser(look)
    const seen = new Set(quick.findings.map(signOf))
    for (const kind of [
      'missing',
      'empty',
      'wrong-size',
      'renamed',
      'folder-there',
      'link-there',
    ]) {
      for (const sign of expected.filter((one) => one.startsWith(kind) && !one.includes('tidy'))) {
        expect(seen).toContain(sign)
      }
    }
  })
})

/** Kinds of which one is enough, where this system has them. */
function plantSpecial(library: Library, free: readonly FilledPortrait[]): string[] {
  const [piped, locked] = free
  const signs: string[] = []
  if (piped !== undefined && process.platform !== 'win32') {
    rmSync(join(library.dataFolder, piped.path))
    execFileSync('mkfifo', [join(library.dataFolder, piped.path)])
    signs.push(`not-a-file ${piped.id}`)
  }
  if (locked !== undefined && process.platform !== 'win32') {
    chmodSync(join(library.dataFolder, locked.path), 0o000)
    signs.push(`unreadable ${locked.id}`)
  }
  return signs
}
