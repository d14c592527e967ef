import type { Database } from '../db/open.ts'
import { companyPhone, email, type Field, text } from '../web/fields.ts'

/** What the law wants said of the site, group by group. */
export const factGroups = {
  editeur: {
    title: 'L’éditeur du site',
    fields: {
      editeur_nom: text({ label: 'Nom de la structure', max: 200, autocomplete: 'organization' }),
      editeur_forme: text({ label: 'Forme juridique', hint: 'Par exemple association loi 1901.', max: 120 }),
      editeur_siege: text({ label: 'Siège', hint: 'Adresse postale complète.', max: 300 }),
      editeur_telephone: companyPhone({ label: 'Téléphone de l’éditeur', hint: 'Par exemple 02 31 00 00 00' }),
      editeur_courriel: email({ label: 'Adresse électronique de l’éditeur', hint: 'Par exemple contact@exemple.fr' }),
      editeur_numero: text({ label: 'Numéro RNA ou Siret', max: 60 }),
      directeur: text({
        label: 'Directrice ou directeur de la publication',
        hint: 'Dans une association, sa présidente ou son président : la personne qui la représente selon la loi.',
        max: 120,
      }),
    },
  },
  hebergeur: {
    title: 'L’hébergeur',
    fields: {
      hebergeur_nom: text({ label: 'Nom de l’hébergeur', max: 200 }),
      hebergeur_adresse: text({ label: 'Adresse de l’hébergeur', max: 300 }),
      hebergeur_telephone: companyPhone({
        label: 'Téléphone de l’hébergeur',
        hint: 'Par exemple 01 23 45 67 89, ou un numéro court comme 3615.',
      }),
      hebergeur_energie: text({
        label: 'Énergie et lieu des serveurs',
        hint: 'Ce que l’hébergeur en dit ; la page « Écoconception » le reprend.',
        max: 300,
      }),
    },
  },
  accessibilite: {
    title: 'L’accessibilité',
    fields: {
      accessibilite_courriel: email({
        label: 'À qui signaler un obstacle d’accès',
        hint: 'Une adresse électronique lue régulièrement.',
      }),
    },
  },
  donnees: {
    title: 'Les données personnelles',
    fields: {
      donnees_courriel: email({
        label: 'À qui écrire pour exercer ses droits',
        hint: 'L’adresse électronique du responsable du traitement.',
      }),
      donnees_delegue: text({ label: 'Délégué à la protection des données', hint: 'S’il y en a un.', max: 200 }),
      courriels_prestataire: text({
        label: 'Qui achemine les courriels du site',
        hint: 'Le prestataire, et son pays.',
        max: 200,
      }),
      sauvegardes: text({
        label: 'Combien de temps les sauvegardes et les courriels reçus sont gardés',
        hint: 'Demandez-le à la personne qui héberge le site.',
        max: 300,
      }),
    },
  },
}

export const factFields: Record<string, Field> = Object.assign(
  {},
  ...Object.values(factGroups).map(({ fields }) => fields),
)

/** What the law for confidence in the digital economy, the one on accessibility and the GDPR do not let be left out. */
export const requiredFacts = [
  'editeur_nom',
  'editeur_siege',
  'editeur_telephone',
  'editeur_courriel',
  'directeur',
  'hebergeur_nom',
  'hebergeur_adresse',
  'hebergeur_telephone',
  'accessibilite_courriel',
  'donnees_courriel',
  'courriels_prestataire',
  'sauvegardes',
]

export type Facts = Record<string, string>

export const findFacts = (db: Database): Facts =>
  Object.fromEntries(db.prepare<[], [string, string]>('SELECT name, value FROM legal_facts').raw().all())

/** What is required and not said yet, by its label and its name in the form. */
export function listMissing(db: Database) {
  const facts = findFacts(db)
  return requiredFacts.filter((name) => !facts[name]).map((name) => ({ name, label: factFields[name]?.label ?? name }))
}

export function replaceFacts(db: Database, facts: Facts) {
  db.prepare('DELETE FROM legal_facts').run()
  const add = db.prepare('INSERT INTO legal_facts (name, value) VALUES (?, ?)')
  for (const [name, value] of Object.entries(facts)) if (value) add.run(name, value)
}

export const removeFact = (db: Database, name: string) => db.prepare('DELETE FROM legal_facts WHERE name = ?').run(name)
