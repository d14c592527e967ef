import type { Folders } from '../documents/erase.ts'
import { keepImage } from '../uploads/images.ts'
import { keepFile } from '../uploads/keep.ts'
import type { ReceivedFile } from '../uploads/receive.ts'

/** Puts a received file where documents are kept, an image drawn again; what its row will say. */
export async function storeFile(file: ReceivedFile, folders: Folders) {
  const { field, name, type, size, sha256, flags } = file
  if (!type.startsWith('image/')) {
    const storedAs = await keepFile(file, folders.documents)
    return { field, name, type, size, sha256, flags, storedAs, widths: null, width: null, height: null }
  }
  const image = await keepImage(file, folders.images)
  return { field, name, type: 'image/avif', sha256, flags, ...image }
}
