import { structureSlug } from '../events/structures.ts'
import type { Typed } from '../web/fields.ts'
import { communeOf, read, type SheetSample, type Structure, typedContact, typedFrom } from './sheet-samples.ts'

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

/** Each with its form as it would have been typed. */
export const carteBlancheSamples = () =>
  read<CarteSample>('cartes-blanches.json').map((sample) => ({ ...sample, typed: typedCarteBlanche(sample) }))

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
