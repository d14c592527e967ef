import type { Kind } from '../sheets/lists.ts'

/** The sheets to download: blank ones, and one that shows how it is filled. The slug is the name of the file. */
export const blanks = [
  { slug: 'fiche-rex', kind: 'rex', title: 'Fiche REX à remplir', example: false },
  { slug: 'exemple-fiche-rex', kind: 'rex', title: 'Exemple de fiche REX remplie', example: true },
  { slug: 'carte-blanche', kind: 'carte-blanche', title: 'Carte blanche à remplir', example: false },
] as const satisfies readonly { slug: string; kind: Kind; title: string; example: boolean }[]

export type Blank = (typeof blanks)[number]

export const formats = ['docx', 'pdf'] as const
export type Format = (typeof formats)[number]

export const typeOf: Record<Format, string> = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
}
