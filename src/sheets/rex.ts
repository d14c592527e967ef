import { z } from 'zod'
import {
  amountBrackets,
  categories,
  environmentalConsiderations,
  executions,
  families,
  groupings,
  noEnvironmentalConsideration,
  noSocialConsideration,
  procedures,
  qualities,
  reservationGrounds,
  socialConsiderations,
  techniques,
} from './procurement.ts'
import type { Sheet } from './queries.ts'

export type Rex = z.output<typeof rexContent>

/** What a fiche REX says, or undefined for one handed in as a file that nobody has typed. */
export const readRex = (sheet: Sheet): Rex | undefined =>
  sheet.content === '{}' ? undefined : rexContent.parse(JSON.parse(sheet.content))

const text = (max: number) => z.string().trim().min(1).max(max)
const optionalText = (max: number) => text(max).nullable().default(null)
const line = text(200)
const number = z.number().int().min(0).nullable().default(null)
const yesNo = z.boolean().nullable().default(null)
const oneOf = <const S extends string>(list: readonly { slug: S }[]) => z.enum(list.map(({ slug }) => slug))
const optional = <const S extends string>(list: readonly { slug: S }[]) => oneOf(list).nullable().default(null)

const market = z
  .object({
    objet: text(1000),
    categorie: oneOf(categories),
    procedure: oneOf(procedures),
    technique: optional(techniques),
    modaliteExecution: optional(executions),
    montantHT: number,
    trancheMontant: optional(amountBrackets),
    dureeMois: z.number().int().min(1),
    dateNotification: z.iso.date().nullable().default(null),
    offresRecues: number,
    alloti: z.boolean(),
    nombreLots: number,
    lotsReserves: number,
  })
  .refine(
    (one) => one.montantHT !== null || one.trancheMontant !== null,
    'Montant : donnez le montant hors taxes, ou choisissez une tranche',
  )

const criteria = z
  .array(z.object({ libelle: line, ponderation: z.number().min(0).max(100) }))
  .max(10)
  .default([])
  .refine(
    (list) => list.length === 0 || list.reduce((sum, one) => sum + one.ponderation, 0) === 100,
    'Critères : les pondérations doivent faire 100 en tout',
  )

const holder = z.object({
  nom: optionalText(200),
  familleEss: optional(families),
  qualites: z.array(oneOf(qualities)).default([]),
  departement: optionalText(3),
})

const inclusion = z.object({
  heuresPrevues: number,
  heuresRealisees: number,
  personnes: number,
  sortiesPositives: number,
  facilitateur: yesNo,
})

/** The fields of a fiche REX that are not columns. Its keys are public: they are those of the JSON export. */
export const rexContent = z.object({
  resume: text(200),
  acheteur: z.object({ habitants: number }).default({ habitants: null }),
  marche: market,
  considerationsSociales: z
    .array(oneOf(socialConsiderations))
    .min(1)
    .refine(excludes(noSocialConsideration), {
      error: `Considérations sociales : « ${noSocialConsideration} » exclut les autres réponses`,
    }),
  fondementReservation: optional(reservationGrounds),
  beneficiaires: optionalText(200),
  insertion: inclusion.nullable().default(null),
  considerationsEnvironnementales: z
    .array(oneOf(environmentalConsiderations))
    .min(1)
    .refine(excludes(noEnvironmentalConsideration), {
      error: `Considérations environnementales : « ${noEnvironmentalConsideration} » exclut les autres réponses`,
    }),
  clauseEnvironnementale: optionalText(1000),
  criteres: criteria,
  titulaire: holder.nullable().default(null),
  groupement: optional(groupings),
  sousTraitanceEss: optionalText(200),
  contexte: text(1500),
  demarche: text(1500),
  resultats: text(1500),
  chiffresCles: z
    .array(z.object({ valeur: text(20), libelle: text(80) }))
    .max(4)
    .default([]),
  facteursReussite: z.array(line).min(1).max(5),
  difficultes: z.array(line).max(5).default([]),
  conseils: z.array(line).min(1).max(5),
  suites: optionalText(500),
  partenaires: z.array(line).max(10).default([]),
})

function excludes(alone: string) {
  return (chosen: string[]) => chosen.length === 1 || !chosen.includes(alone)
}
