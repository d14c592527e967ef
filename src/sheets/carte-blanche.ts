import { z } from 'zod'
import { families, qualities } from './procurement.ts'
import type { Sheet } from './queries.ts'

export type CarteBlanche = z.output<typeof carteBlancheContent>

/** What a carte blanche says, or undefined for one handed in as a file that nobody has typed. */
export const readCarteBlanche = (sheet: Sheet): CarteBlanche | undefined =>
  sheet.content === '{}' ? undefined : carteBlancheContent.parse(JSON.parse(sheet.content))

const text = (max: number) => z.string().trim().min(1).max(max)
const optionalText = (max: number) => text(max).nullable().default(null)
const family = z
  .enum(families.map(({ slug }) => slug))
  .nullable()
  .default(null)
const qualityList = z.array(z.enum(qualities.map(({ slug }) => slug))).default([])

/** The fields of a carte blanche that are not columns. Its keys are public: they are those of the JSON export. */
export const carteBlancheContent = z.object({
  chapo: text(300),
  texte: z.string().trim().min(500).max(4000),
  auteur: z.object({
    familleEss: family,
    qualites: qualityList,
    secteur: optionalText(100),
    effectif: optionalText(40),
  }),
  achat: z.object({
    objet: text(200),
    fournisseur: optionalText(200),
    fournisseurFamille: family,
    fournisseurQualites: qualityList,
    depuis: z.number().int().min(1900).max(2100).nullable().default(null),
  }),
  chiffresCles: z
    .array(z.object({ valeur: text(20), libelle: text(80) }))
    .max(3)
    .default([]),
  // A role, never a name: nobody has to ask a person's leave before quoting.
  citation: z
    .object({ texte: text(300), role: text(100) })
    .nullable()
    .default(null),
  conseil: optionalText(160),
  lien: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  consentementDiffusion: z
    .object({ reseauxSociaux: z.boolean().nullable().default(null) })
    .default({ reseauxSociaux: null }),
})
