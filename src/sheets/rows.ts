import { departmentName } from '../communes/departments.ts'
import { labelOf } from '../events/lists.ts'
import type { Row } from '../events/sections.ts'
import { count, date } from '../web/french.ts'
import type { CarteBlanche } from './carte-blanche.ts'
import {
  amountBrackets,
  categories,
  executions,
  families,
  groupings,
  notApplicable,
  procedures,
  qualities,
  reservationGrounds,
  techniques,
} from './procurement.ts'
import type { Rex } from './rex.ts'

/** The contract itself, in the order in which a buyer asks. */
export const marketRows = ({ marche }: Rex): Row[] => [
  ...row('Objet', marche.objet),
  ...row('Catégorie', labelOf(categories, marche.categorie)),
  ...row('Montant', amountText(marche)),
  ...row('Durée', count(marche.dureeMois, 'mois', 'mois')),
  ...row('Procédure', labelOf(procedures, marche.procedure)),
  ...row('Technique d’achat', applicable(techniques, marche.technique)),
  ...row('Exécution', applicable(executions, marche.modaliteExecution)),
  ...row('Notifié le', marche.dateNotification && date(marche.dateNotification)),
  ...row('Offres reçues', marche.offresRecues?.toString()),
  ...row('Lots', marche.alloti ? lotsText(marche) : 'Marché non alloti'),
]

/** What makes it a responsible purchase, the legal lever in words. */
export const considerationRows = (rex: Rex): Row[] => [
  ...row('Considérations sociales', socialLevers(rex).join('\n')),
  ...row('Bénéficiaires', rex.beneficiaires),
  ...row('Insertion', insertionLines(rex).join('\n')),
  ...row('Considérations environnementales', rex.considerationsEnvironnementales.join('\n')),
  ...row('Clause environnementale', rex.clauseEnvironnementale),
]

export const holderRows = ({ titulaire, groupement, sousTraitanceEss }: Rex): Row[] => [
  ...row('Titulaire', titulaire?.nom),
  ...row('Forme du titulaire', titulaire && structureText(titulaire.familleEss, titulaire.qualites)),
  ...row('Département du titulaire', titulaire?.departement && departmentName(titulaire.departement)),
  ...row('Groupement', groupement && labelOf(groupings, groupement)),
  ...row('Sous-traitance à l’ESS', sousTraitanceEss),
]

export const purchaseRows = ({ achat }: CarteBlanche): Row[] => [
  ...row('Achat', achat.objet),
  ...row('Fournisseur', achat.fournisseur),
  ...row('Forme du fournisseur', structureText(achat.fournisseurFamille, achat.fournisseurQualites)),
  ...row('Depuis', achat.depuis?.toString()),
]

/** « Association, Entreprise adaptée » */
export const structureText = (family: string | null, held: string[]) =>
  [...(family ? [labelOf(families, family)] : []), ...held.map((one) => labelOf(qualities, one))].join(', ')

/** One row, or none where there is nothing to say. */
export const row = (label: string, value: string | false | null | undefined): Row[] => (value ? [{ label, value }] : [])

const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR', maximumFractionDigits: 0 })

const amountText = ({ montantHT, trancheMontant }: Rex['marche']) =>
  montantHT === null ? labelOf(amountBrackets, trancheMontant ?? '') : `${euros.format(montantHT)} HT`

const applicable = (list: Parameters<typeof labelOf>[0], value: string | null) =>
  value && value !== notApplicable && labelOf(list, value)

function lotsText({ nombreLots, lotsReserves }: Rex['marche']) {
  const reserved = lotsReserves ? `, dont ${count(lotsReserves, 'réservé')}` : ''
  return nombreLots === null ? 'Marché alloti' : `${count(nombreLots, 'lot')}${reserved}`
}

const socialLevers = ({ considerationsSociales, fondementReservation }: Rex) =>
  considerationsSociales.map((one) =>
    one === 'Marché réservé' && fondementReservation ? labelOf(reservationGrounds, fondementReservation) : one,
  )

function insertionLines({ insertion }: Rex): string[] {
  if (!insertion) return []
  const { heuresPrevues, heuresRealisees, personnes, sortiesPositives, facilitateur } = insertion
  return [
    heuresRealisees !== null && count(heuresRealisees, 'heure réalisée', 'heures réalisées'),
    heuresPrevues !== null && count(heuresPrevues, 'heure prévue', 'heures prévues'),
    personnes !== null && count(personnes, 'personne'),
    sortiesPositives !== null && count(sortiesPositives, 'sortie positive', 'sorties positives'),
    facilitateur && 'Avec un facilitateur de clauses',
  ].filter((one) => typeof one === 'string')
}
