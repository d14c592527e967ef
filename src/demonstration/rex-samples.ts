import { structureSlug } from '../events/structures.ts'
import type { Typed } from '../web/fields.ts'
import { communeOf, read, type SheetSample, type Structure, typedContact, typedFrom } from './sheet-samples.ts'

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

/** Each with its form as it would have been typed. */
export const rexSamples = () => read<RexSample>('rex.json').map((sample) => ({ ...sample, typed: typedRex(sample) }))

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
