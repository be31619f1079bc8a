import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countOutcomes, openPictureCast } from '../../support/add-pictures'
import { appErrorOf } from '../../support/errors'
import { folderOf } from '../../support/folder-of'
import { zip } from '../../support/legacy/zip'
import { picture } from '../../support/library'
import { plainImageSandbox } from '../../support/plain-image-sandbox'

const refusals = [
  'picture-truncated',
  'picture-damaged',
  'picture-not-supported',
  'picture-empty',
  'picture-vector',
]

describe('what is refused', () => {
  test('has a row with the reason: of 1,000 pictures 100 damaged, 50 twice and 20 none at all', async () => {
    const { add, campaignId, cast, undo, sound } = openPictureCast([])
    const files: Record<string, Uint8Array | string> = {}
    for (let number = 0; number < 1_000; number += 1) {
      const isDamaged = number % 10 === 0
      const isRepeated = !isDamaged && number % 20 === 1
      const bytes = picture(isRepeated ? number + 1 : number)
      files[`${number % 7}/person ${number}.png`] = isDamaged ? bytes.subarray(0, 40) : bytes
    }
    const none = [
      'The king lies',
      '%PDF-1.7',
      'GIF87',
      '',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ]
    for (let number = 0; number < 20; number += 1) {
      const text = none[number % none.length] ?? ''
      files[`none/${number}.${number % 2 === 0 ? 'png' : 'txt'}`] =
        text === '' ? '' : `${text}${number}`
    }
    files['Thumbs.db'] = 'what Windows leaves'
    files['0/.DS_Store'] = 'what macOS leaves'
    files['@eaDir/x.png/SYNOPHOTO_THUMB_M.jpg'] = picture(1)
    const folder = folderOf(files)
    const added = await add({ way: 'new', campaignId }, folder)
    expect(countOutcomes(added)).toEqual({ added: 850, same: 50, refused: 120 })
    expect(added).toMatchObject({ notReached: 0, isCancelled: false, error: null, passedOver: 3 })
    for (const { outcome, error } of added.rows) {
      if (outcome === 'refused') expect(refusals).toContain(error?.code)
      else expect(error).toBeNull()
    }
    expect(cast()).toHaveLength(850)
    expect(countOutcomes(await add({ way: 'new', campaignId }, folder))).toEqual({
      same: 900,
      refused: 120,
    })
    expect(undo(added.change)).toEqual({ isWhole: true })
    expect(cast()).toEqual([])
    expect(sound()).toEqual([])
  })

  test('for a name is nothing: 300 letters, emoji and Hebrew make a character each', async () => {
    const { add, campaignId, cast, sound } = openPictureCast([])
    // Files have at most 255 bytes in their name; in an archive they may have more.
    const names = ['a'.repeat(300), '🐉🔥', 'אלון', '\u202eevil', 'e\u0301lowen']
    const bytes = zip(
      names.map((name, index) => ({ name: `${name}.png`, bytes: picture(index + 1) })),
    )
    const added = await add(
      { way: 'new', campaignId },
      join(folderOf({ 'art.zip': bytes }), 'art.zip'),
    )
    expect(added.rows.flatMap(({ error }) => error ?? [])).toEqual([])
    expect(cast().map(({ name }) => name)).toEqual([
      '🐉🔥',
      `A${'a'.repeat(198)}…`,
      'Élowen',
      '\u202eevil',
      'אלון',
    ])
    expect(sound()).toEqual([])
  })

  test('by the image sandbox is refused once for each file that holds it', async () => {
    const { add, campaignId, cast } = openPictureCast([], {
      imageSandbox: plainImageSandbox('picture-damaged'),
    })
    const folder = folderOf({ 'a.png': picture(1), 'b.png': picture(1) })
    expect(countOutcomes(await add({ way: 'new', campaignId }, folder))).toEqual({ refused: 2 })
    expect(cast()).toEqual([])
  })

  test('larger than any that is taken is not read', async () => {
    const { add } = openPictureCast([])
    const folder = folderOf({ 'huge.png': Buffer.alloc(64 * 1024 * 1024 + 1) })
    const { rows } = await add({ way: 'keep' }, folder)
    expect(rows[0]?.error?.code).toBe('picture-too-many-bytes')
  })

  test('links and pipes are left out and counted, a chosen link is followed', async () => {
    const { add } = openPictureCast([])
    const folder = folderOf({ 'a.png': picture(1) })
    symlinkSync(join(folder, 'a.png'), join(folder, 'b.png'))
    symlinkSync(folder, join(folder, 'round and round'))
    const added = await add({ way: 'keep' }, folder)
    expect(added).toMatchObject({ leftOut: 2, passedOver: 0 })
    expect(countOutcomes(added)).toEqual({ kept: 1 })
    expect(countOutcomes(await add({ way: 'keep' }, join(folder, 'b.png')))).toEqual({ same: 1 })
  })

  test('a folder that changes while it is read: what vanished has its own row, and adding it again finds the rest', async () => {
    const files = Array.from({ length: 20 }, (_, number) => [`deep/${number}.png`, picture(number)])
    const folder = folderOf({ 'a.png': picture(40), ...Object.fromEntries(files) })
    const plain = plainImageSandbox()
    let isChanged = false
    const { add, campaignId, cast, sound } = openPictureCast([], {
      batchSize: 4,
      imageSandbox: {
        ...plain,
        develop: (order) => {
          if (!isChanged) {
            isChanged = true
            unlinkSync(join(folder, 'deep/17.png'))
            renameSync(join(folder, 'deep/18.png'), join(folder, 'deep/later.png'))
            rmSync(join(folder, 'deep/19.png'))
            mkdirSync(join(folder, 'deep/19.png'))
            writeFileSync(join(folder, 'deep/16.png'), picture(50))
          }
          return plain.develop(order)
        },
      },
    })
    const added = await add({ way: 'new', campaignId }, folder)
    expect(added.error).toBeNull()
    expect(countOutcomes(added)).toEqual({ added: 18, refused: 3 })
    const refused = added.rows.filter(({ outcome }) => outcome === 'refused')
    expect(refused.map(({ file }) => file.split('/').at(-1))).toEqual([
      '17.png',
      '18.png',
      '19.png',
    ])
    for (const { error } of refused) expect(error?.code).toBe('file-unreadable')
    expect(countOutcomes(await add({ way: 'new', campaignId }, folder))).toEqual({
      same: 18,
      added: 1,
    })
    expect(cast()).toHaveLength(19)
    expect(sound()).toEqual([])
  })

  test('a path that is not there, a campaign that is not there or in the trash', async () => {
    const { add, campaignId, campaigns } = openPictureCast([])
    const folder = folderOf({})
    const missing = add({ way: 'keep' }, join(folder, 'gone.png'))
    expect((await appErrorOf(missing)).code).toBe('file-unreadable')
    expect((await appErrorOf(add({ way: 'new', campaignId: 99 }, folder))).code).toBe('not-found')
    campaigns.trash(campaignId)
    expect((await appErrorOf(add({ way: 'new', campaignId }, folder))).code).toBe('in-trash')
  })
})
