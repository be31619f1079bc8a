import { notifications, notificationsStore } from '@mantine/notifications'
import { afterEach, expect, test, vi } from 'vitest'
import { addPictures, askWhat } from '../../../../src/renderer/add-pictures/session'
import { addTransferred } from '../../../../src/renderer/add-pictures/transferred'
import { translator } from '../../../../src/renderer/app/i18n'
import { addPictureFile } from '../../../../src/renderer/portrait/own-picture'
import type { PictureOffer } from '../../../../src/shared/add-pictures'
import { folderOf } from '../../../support/folder-of'
import { addCast, picture } from '../../../support/library'
import { openWindowLibrary } from '../../../support/window-library'

afterEach(() => {
  closeToasts()
  vi.unstubAllGlobals()
})

function closeToasts(): void {
  for (const { id } of notificationsStore.getState().notifications) notifications.hide(id ?? '')
}

/** What the toasts on screen say. */
const said = (): unknown[] =>
  notificationsStore
    .getState()
    .notifications.map(({ message }) =>
      typeof message === 'object' && message !== null && 'props' in message
        ? (message.props as { toast: { message: string } }).toast.message
        : message,
    )

/** A file of 200 MB whose bytes must not be asked for. */
const huge = {
  name: 'huge.png',
  size: 200 * 1024 * 1024,
  arrayBuffer: () => Promise.reject(new Error('its bytes were asked for')),
} as unknown as File

test('200 MB that are pasted are refused in one sentence, and their bytes are never asked for', async () => {
  const library = openWindowLibrary()
  const { character: subject } = addCast(library)
  const given = { how: 'pasted', files: [huge], isOnePicture: true, address: null } as const
  const tooLarge = translator.t('error.picture-too-many-bytes')
  addTransferred(given, null)
  await vi.waitFor(() => expect(said()).toEqual([tooLarge]))
  closeToasts()
  addTransferred(given, { subject, name: 'Éowyn' })
  await vi.waitFor(() => expect(said()).toEqual([tooLarge]))
  expect(library.portraits.ids()).toEqual([])
})

test('what is dropped during a restore is refused in one sentence, and can be added after it', async () => {
  const library = openWindowLibrary()
  const { campaign, character: subject } = addCast(library)
  const folder = folderOf({ 'vorn.png': picture(1), 'mira.png': picture(2) })
  const offer: PictureOffer = await library.offers.offer(
    [{ kind: 'path', path: folder }],
    'own-file',
  )
  const { promise, resolve } = Promise.withResolvers<void>()
  const restoring = library.tasks.run('restore', () => promise)
  askWhat({ kind: 'offer', offer, on: null })
  const choice = { way: 'new', campaignId: campaign.id } as const
  await addPictures(choice)
  const file = new File([new Uint8Array(picture(3))], 'x.png')
  await addPictureFile({ subject, name: 'Éowyn' }, file, 'dropped')
  expect(said()).toEqual([translator.t('error.backup-busy')])
  expect(library.portraits.ids()).toEqual([])
  resolve()
  await restoring
  await addPictures(choice)
  expect(library.portraits.ids()).toHaveLength(2)
})
