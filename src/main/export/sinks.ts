import { dirname, join } from 'node:path'
import { createZipWriter } from '../core/archive/zip-writer'
import type { FileSystem } from '../core/disk/file-system'
import { openPlain, readPart } from '../core/disk/read-file'
import { writeNewFile } from '../core/disk/write-file'

/** Where the files of an export go, one after the other. */
export interface Sink {
  /** Resolves with the way to read it again from the disk. */
  add(name: string, content: Uint8Array): Promise<() => Promise<Uint8Array>>
  end(): Promise<void>
}

/** A folder, which it makes. */
export async function folderSink(fileSystem: FileSystem, folder: string): Promise<Sink> {
  await fileSystem.mkdir(folder)
  return {
    async add(name, content) {
      const path = join(folder, name)
      await writeNewFile(fileSystem, path, content)
      return () => fileSystem.readFile(path)
    },
    end: () => fileSystem.syncFolder(folder),
  }
}

/** A zip, which it makes. */
export async function zipSink(fileSystem: FileSystem, path: string): Promise<Sink> {
  const file = await fileSystem.create(path)
  const zip = createZipWriter(file)
  return {
    async add(name, content) {
      const start = await zip.add(name, content)
      return async () => {
        await zip.flush()
        return readAgain(path, { offset: start, bytes: content.length })
      }
    },
    end: async () => {
      await zip.end()
      await file.sync()
      await file.close()
      await fileSystem.syncFolder(dirname(path))
    },
  }
}

async function readAgain(
  path: string,
  part: { readonly offset: number; readonly bytes: number },
): Promise<Uint8Array> {
  const { file } = await openPlain(path)
  try {
    return await readPart(file, part)
  } finally {
    await file.close()
  }
}
