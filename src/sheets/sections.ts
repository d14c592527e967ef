import { departmentName } from '../communes/departments.ts'
import { labelOf } from '../events/lists.ts'
import type { Row, Section } from '../events/sections.ts'
import { type CarteBlanche, readCarteBlanche } from './carte-blanche.ts'
import { authorTypes, purchaserTypes, segments } from './lists.ts'
import type { Sheet } from './queries.ts'
import { type Rex, readRex } from './rex.ts'
import { considerationRows, holderRows, marketRows, purchaseRows, row, structureText } from './rows.ts'

/** A sheet in labelled words, only what is known of it. */
export function describeSheet(sheet: Sheet): Section[] {
  const told = sheet.kind === 'rex' ? rexSections(readRex(sheet)) : carteBlancheSections(readCarteBlanche(sheet))
  const sections = [
    section('fiche', 'La fiche', identityRows(sheet)),
    ...told,
    section('contact', 'Contact publié', publicRows(sheet)),
    { ...section('contacts-prives', 'Coordonnées (non publiées)', privateRows(sheet)), private: true },
  ]
  return sections.filter(({ rows }) => rows.length > 0)
}

function rexSections(rex: Rex | undefined): Section[] {
  if (!rex) return []
  const habitants = rex.acheteur.habitants?.toLocaleString('fr')
  return [
    section('bref', 'En bref', [
      ...row('Résumé', rex.resume),
      ...row('Chiffres clés', figureLines(rex)),
      ...row('Habitants ou agents', habitants),
    ]),
    section('marche', 'Le marché', marketRows(rex)),
    section('considerations', 'Considérations sociales et environnementales', considerationRows(rex)),
    section('attribution', 'Attribution', [
      ...row('Critères', rex.criteres.map((one) => `${one.libelle} : ${one.ponderation} %`).join('\n')),
      ...holderRows(rex),
    ]),
    section('recit', 'Le récit', [
      ...row('Contexte', rex.contexte),
      ...row('Démarche', rex.demarche),
      ...row('Résultats', rex.resultats),
      ...row('Suites', rex.suites),
    ]),
    section('enseignements', 'Enseignements', [
      ...row('Facteurs de réussite', rex.facteursReussite.join('\n')),
      ...row('Difficultés', rex.difficultes.join('\n')),
      ...row('Conseils', rex.conseils.join('\n')),
      ...row('Partenaires', rex.partenaires.join('\n')),
    ]),
  ]
}

function carteBlancheSections(carte: CarteBlanche | undefined): Section[] {
  if (!carte) return []
  const { auteur, citation } = carte
  return [
    section('recit', 'Le récit', [
      ...row('Chapô', carte.chapo),
      ...row('Texte', carte.texte),
      ...row('Citation', citation && `« ${citation.texte} » ${citation.role}`),
      ...row('Chiffres clés', figureLines(carte)),
      ...row('Conseil', carte.conseil),
      ...row('Lien', carte.lien),
    ]),
    section('achat', 'L’achat', purchaseRows(carte)),
    section('auteur', 'L’auteur', [
      ...row('Forme', structureText(auteur.familleEss, auteur.qualites)),
      ...row('Secteur', auteur.secteur),
      ...row('Effectif', auteur.effectif),
    ]),
  ]
}

const identityRows = ({ kind, ...sheet }: Sheet): Row[] => [
  ...row('Titre', sheet.title),
  ...row(kind === 'rex' ? 'Acheteur' : 'Auteur', sheet.organisation),
  ...row('Type de structure', sheet.organisationType && structureType(kind, sheet.organisationType)),
  ...row('Commune', sheet.communeName && `${sheet.communeName}, ${departmentName(sheet.department ?? '')}`),
  ...row('Segment d’achat', sheet.segment && labelOf(segments, sheet.segment)),
]

/** « Intercommunalité », « Structure de l’ESS » */
export const structureType = (kind: Sheet['kind'], type: string) =>
  labelOf(kind === 'rex' ? purchaserTypes : authorTypes, type)

const publicRows = (sheet: Sheet): Row[] => [
  ...row('Fonction', sheet.publicContactRole),
  ...row('Adresse électronique publiée', sheet.publicContactEmail),
]

const privateRows = (sheet: Sheet): Row[] => [
  ...row('Nom', sheet.privateName),
  ...row('Adresse électronique', sheet.privateEmail),
  ...row('Accord pour publier sur ce site', consentText(sheet.consentPublication)),
  ...(sheet.kind === 'rex'
    ? row('Accord pour transmettre à ESS France', consentText(sheet.consentPortal))
    : row('Accord pour les réseaux sociaux', consentText(networksConsent(sheet)))),
]

const networksConsent = (sheet: Sheet) => readCarteBlanche(sheet)?.consentementDiffusion.reseauxSociaux ?? null

function consentText(consent: 0 | 1 | boolean | null) {
  if (consent === null) return 'Pas encore demandé'
  return consent ? 'Oui' : 'Non'
}

const figureLines = ({ chiffresCles }: Rex | CarteBlanche) =>
  chiffresCles.map((one) => `${one.valeur} ${one.libelle}`).join('\n')

const section = (id: string, title: string, rows: Row[]): Section => ({ id, title, private: false, rows })
