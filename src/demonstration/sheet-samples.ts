import { readFileSync } from 'node:fs'
import path from 'node:path'
import { structureSlug } from '../events/structures.ts'
import type { Typed } from '../web/fields.ts'

/** A sheet of the demonstration, as rex.json and cartes-blanches.json have it. */
export type SheetSample = {
  slug: string
  moderation: 'publie' | 'a_moderer'
  titre: string
  chiffresCles: { valeur: string; libelle: string }[]
  contactPublic: { fonction: string; courriel: string }
  contactInterne: { fonction: string; courriel: string }
  consentementDiffusion: {
    portailNational?: boolean
    reseauxSociaux?: boolean
    horodatage: string
    versionTexte: string
  }
  deposeLe: string
  publieLe: string | null
}

type Structure = { nom: string; type: string; commune: string; codePostal: string }
type RexSample = SheetSample & {
  acheteur: Structure & { habitants: number | null }
  marche: Record<string, string | number | boolean | null>
  insertion: Record<string, number | boolean | null>
  criteres: { libelle: string; ponderation: number }[]
  titulaire: { nom: string; familleEss: string | null; qualites: string[]; departement: string }
  considerationsSociales: string[]
  considerationsEnvironnementales: string[]
  facteursReussite: string[]
  difficultes: string[]
  conseils: string[]
  partenaires: string[]
} & Record<'resume' | 'contexte' | 'demarche' | 'resultats' | 'suites' | 'beneficiaires', string> &
  Record<'fondementReservation' | 'clauseEnvironnementale', string | null>
type CarteSample = SheetSample & {
  chapo: string
  texte: string
  auteur: Structure & { familleEss: string | null; qualites: string[]; secteur: string; effectif: string }
  achat: {
    segment: string
    objet: string
    fournisseur: string
    fournisseurFamille: string | null
    fournisseurQualites: string[]
    depuis: number
  }
  citation: { texte: string; role: string }
  conseil: string
}

type Answer = string | number | boolean | null | undefined | string[]

/** The samples of a kind, each with its form as it would have been typed. */
export const rexSamples = () => read<RexSample>('rex.json').map((sample) => ({ ...sample, typed: typedRex(sample) }))
export const carteBlancheSamples = () =>
  read<CarteSample>('cartes-blanches.json').map((sample) => ({ ...sample, typed: typedCarteBlanche(sample) }))

const typedRex = (sample: RexSample): Typed =>
  typedFrom({
    ...typedContact(sample),
    acheteur: sample.acheteur.nom,
    acheteur_type: sample.acheteur.type,
    habitants: sample.acheteur.habitants,
    commune: communeOf(sample.acheteur),
    segment: sample.marche.segment,
    objet: sample.marche.objet,
    categorie: sample.marche.categorie,
    procedure: sample.marche.procedure,
    technique: sample.marche.technique,
    modalite_execution: sample.marche.modaliteExecution,
    montant: sample.marche.montantHT,
    duree_mois: sample.marche.dureeMois,
    date_notification: sample.marche.dateNotification,
    offres_recues: sample.marche.offresRecues,
    alloti: sample.marche.alloti,
    nombre_lots: sample.marche.alloti ? sample.marche.nombreLots : null,
    lots_reserves: sample.marche.alloti ? sample.marche.lotsReserves : null,
    considerations_sociales: sample.considerationsSociales,
    fondement_reservation: sample.fondementReservation,
    beneficiaires: sample.beneficiaires,
    heures_prevues: sample.insertion.heuresPrevues,
    heures_realisees: sample.insertion.heuresRealisees,
    personnes: sample.insertion.personnes,
    sorties_positives: sample.insertion.sortiesPositives,
    facilitateur: sample.insertion.facilitateur,
    considerations_environnementales: sample.considerationsEnvironnementales,
    clause_environnementale: sample.clauseEnvironnementale,
    criteres: sample.criteres.map(({ libelle, ponderation }) => `${libelle} : ${ponderation}`).join('\n'),
    titulaire: sample.titulaire.nom,
    titulaire_type: structureSlug('structure-ess', sample.titulaire.familleEss, sample.titulaire.qualites),
    titulaire_departement: sample.titulaire.departement,
    accord_titulaire: true,
    resume: sample.resume,
    contexte: sample.contexte,
    demarche: sample.demarche,
    resultats: sample.resultats,
    facteurs: sample.facteursReussite.join('\n'),
    difficultes: sample.difficultes.join('\n'),
    conseils: sample.conseils.join('\n'),
    suites: sample.suites,
    partenaires: sample.partenaires.join('\n'),
    remis_par: 'acheteur',
    accord_portail: sample.consentementDiffusion.portailNational,
  })

const typedCarteBlanche = ({ auteur, achat, citation, ...sample }: CarteSample): Typed =>
  typedFrom({
    ...typedContact(sample),
    chapo: sample.chapo,
    texte: sample.texte,
    auteur: auteur.nom,
    auteur_type:
      auteur.type === 'structure-ess' ? structureSlug(auteur.type, auteur.familleEss, auteur.qualites) : auteur.type,
    commune: communeOf(auteur),
    secteur: auteur.secteur,
    effectif: auteur.effectif,
    segment: achat.segment,
    objet: achat.objet,
    fournisseur: achat.fournisseur,
    fournisseur_type: structureSlug('structure-ess', achat.fournisseurFamille, achat.fournisseurQualites),
    depuis: achat.depuis,
    citation: citation.texte,
    citation_role: citation.role,
    conseil: sample.conseil,
    accord_reseaux: sample.consentementDiffusion.reseauxSociaux,
  })

/** Handing in a sample was agreeing to its publication. */
const typedContact = ({ titre, chiffresCles, contactPublic, contactInterne }: SheetSample) => ({
  titre,
  chiffres_cles: chiffresCles.map(({ libelle, valeur }) => `${libelle} : ${valeur}`).join('\n'),
  contact_nom: contactInterne.fonction,
  contact_courriel: contactInterne.courriel,
  contact_fonction: contactPublic.fonction,
  publier: false,
  contact_public_courriel: contactPublic.courriel,
  accord_publication: true,
})

const communeOf = ({ codePostal, commune }: Structure) => `${codePostal} ${commune}`

const typedFrom = (answers: Record<string, Answer>): Typed =>
  Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [name, Array.isArray(answer) ? answer : inWords(answer)]),
  )

function inWords(answer: Exclude<Answer, string[]>) {
  if (typeof answer === 'boolean') return answer ? 'oui' : 'non'
  return String(answer ?? '')
}

const read = <S>(name: string): S[] => JSON.parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'))
