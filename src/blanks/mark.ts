import type { Kind } from '../sheets/lists.ts'

export const maker = 'semaine-aser'

/** What the mark of a sheet says, among whatever others have added to it; undefined when it is of another make. */
export function readMark(mark: string | undefined) {
  const [, from, kind] = /\bsemaine-aser\/(vierge|exemple)\/(rex|carte-blanche)\/[0-9a-f]{12}\b/.exec(mark ?? '') ?? []
  return kind ? { kind: kind as Kind, example: from === 'exemple' } : undefined
}
