import type { Document } from '../documents/queries.ts'

/** The documents of one owner, each with a place that no other has. */
export const placed = (folder: string, documents: Document[]) =>
  documents.map((document) => ({
    document,
    name: `documents/${folder}/${document.id}-${document.widths ? document.name.replace(/\.\w+$/, '.webp') : document.name}`,
  }))
