import { readFileSync } from 'node:fs'
import path from 'node:path'
import { completeCarteBlanche } from './forms.ts'
import type { TestSite } from './site.ts'

/** A document that LibreOffice wrote (`soffice --convert-to`, from one and the same page), in each format that a sheet may come in. */
export const fixture = (name: string) => readFileSync(path.join(import.meta.dirname, '../fixtures', name))

/** What a carte blanche handed in as a file has to say. */
export const filedCarteBlanche = {
  remise: 'fichier',
  titre: 'Nos fleurs viennent d’à côté',
  auteur: 'Commune Exemple',
  auteur_type: 'collectivite',
  commune: '61000 Alençon',
  segment: 'espaces-verts',
  accord_publication: 'oui',
  accord_reseaux: 'non',
  contact_nom: completeCarteBlanche.contact_nom,
  contact_courriel: completeCarteBlanche.contact_courriel,
  contact_fonction: completeCarteBlanche.contact_fonction,
  publier: completeCarteBlanche.publier,
  contact_public_courriel: completeCarteBlanche.contact_public_courriel,
}

/** Hands one in; returns the address of its follow page, and that of its page at the desk. */
export async function fileCarteBlanche(
  { visitor }: TestSite,
  file: [string, Buffer],
  form: Record<string, string> = {},
) {
  const kept = await visitor
    .submit('/proposer/carte-blanche', { ...filedCarteBlanche, ...form }, { fiche: file })
    .expect(303)
  const sent = await visitor.post(String(kept.headers.location), { confirmer: ['doublon'] }).expect(303)
  const follow = String(sent.headers.location).replace(/\?.*$/, '')
  const reference = follow.slice('/suivi/'.length).split('.')[0] ?? ''
  return { follow, reference, desk: `/moderation/cartes-blanches/${reference}` }
}
