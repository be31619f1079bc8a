import { mkdir, open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { writeWhole } from '../core/archive/tar-writer'
import { createZipWriter } from '../core/archive/zip-writer'
import type { FileSystem } from '../core/disk/file-system'

/** Where the files of an export go, one after the other. */
export interface Sink {
  /** Resolves with the way to read it again from the disk. */
  add(name: string, content: Uint8Array): Promise<() => Promise<Uint8Array>>
  end(): Promise<void>
}

/** A folder, which it makes. */
export async function folderSink(fileSystem: FileSystem, folder: string): Promise<Sink> {
  await mkdir(folder)
  return {
    async add(name, content) {
      const path = join(folder, name)
      const file = await fileSystem.create(path)
      try {
        await writeWhole(file, content)
        await file.sync()
      } finally {
        await file.close()
      }
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
        return readPart(path, start, content.length)
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

async function readPart(path: string, start: number, length: number): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, start)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
