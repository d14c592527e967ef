import { type FormKind, formKinds } from '../../forms/kinds.ts'
import { found } from '../../web/errors.ts'
import type { Errors, Field } from '../../web/fields.ts'
import type { FormSection } from '../../web/forms.ts'

/** The same questions as they are asked of the coordination, which answers for somebody else and may not know everything. */
const asked: Record<string, Partial<Field>> = {
  organisateur_type: { label: 'La structure est' },
  auteur: { label: 'Nom de la structure' },
  auteur_type: { label: 'La structure est' },
  themes: { hint: 'Trois au plus ; rien si vous ne le savez pas encore.', required: false },
  publics: { hint: 'Rien si vous ne le savez pas encore.', required: false },
  inscription: { hint: 'Sans réponse, la page dit « À confirmer ».', required: false },
  gratuit: { hint: 'Sans réponse, la page dit « À confirmer ».', required: false },
  contact_nom: { hint: 'Jamais publiés. Laissez vide si vous ne les avez pas.', required: false },
  contact_courriel: {
    hint: 'Son lien personnel y est envoyé. Laissez vide si vous n’en avez pas : vous pourrez confier la gestion plus tard.',
    required: false,
  },
  contact_telephone: { hint: 'Jamais publié.' },
  contact_fonction: {
    hint: 'Une fonction plutôt qu’un nom : « Service commande publique », « Accueil ».',
    required: false,
  },
  publier: { label: 'Publier cette adresse électronique ?', required: false },
  remis_par: {
    label: 'Elle vous a été remise',
    options: [
      { slug: 'acheteur', label: 'Par l’acheteur' },
      { slug: 'autre', label: 'Par quelqu’un d’autre, pour lui' },
    ],
  },
  accord_publication: {
    label: 'Son auteur accepte-t-il qu’elle soit publiée sur ce site ?',
    hint: 'Sans son accord, elle reste à décider.',
  },
  accord_portail: {
    label: 'Accepte-t-il qu’elle soit transmise à ESS France, pour son portail national et sa carte ?',
  },
  accord_reseaux: { label: 'Accepte-t-il qu’elle soit relayée sur vos réseaux sociaux ?' },
}

const parts: Record<string, Partial<FormSection>> = {
  contacts: {
    title: 'Coordonnées de l’organisateur',
    words: 'Son nom, son adresse et son téléphone ne sont jamais publiés, sauf ce que vous choisissez ci-dessous.',
  },
  accords: { title: 'Accords de l’auteur', words: 'Ce qu’il vous a dit, de vive voix ou par écrit.' },
  documents: { title: 'Programme et image', words: 'Facultatif.' },
}

// A sheet that comes with an event is a proposition of its own: at the desk it is added as one.
const elsewhere = ['fiche_rex', 'carte_blanche', 'accord']

const titleOf = (title: string) =>
  title
    .replace('une fiche REX, une carte blanche, ', '')
    .replace('votre secteur, votre effectif', 'son secteur, son effectif')

/** What is wrong is said of the question as it is asked here. */
const reworded = (kind: FormKind, errors: Errors): Errors =>
  Object.fromEntries(
    Object.entries(errors).map(([name, message]) => {
      const [label = '', here] = [kind.fields[name]?.label, asked[name]?.label].map((one) => one?.replace(/ \?$/, ''))
      return [name, here && message.startsWith(`${label} :`) ? here + message.slice(label.length) : message]
    }),
  )

const atDesk = (kind: FormKind): FormKind => {
  const isHere = (name: string) => kind.slug !== 'evenement' || !elsewhere.includes(name)
  return {
    ...kind,
    fields: Object.fromEntries(
      Object.entries(kind.fields).map(([name, field]) => [name, { ...field, ...asked[name] } as Field]),
    ),
    sectionsOf: (typed) =>
      kind.sectionsOf(typed).map(({ more, ...section }) => ({
        ...section,
        ...parts[section.id],
        fields: section.fields.filter(isHere),
        ...(more ? { more: { title: titleOf(more.title), fields: more.fields.filter(isHere) } } : {}),
      })),
    filesOf: (typed) => kind.filesOf(typed).filter(({ field }) => isHere(field)),
    allFiles: kind.allFiles.filter(({ field }) => isHere(field)),
    read(...form) {
      const reading = kind.read(...form)
      return reading.ok ? reading : { ...reading, errors: reworded(kind, reading.errors) }
    },
  }
}

/** The same once somebody's address is known. */
export const knowingAddress = (kind: FormKind): FormKind => {
  const { contact_courriel: field } = kind.fields
  const hint = 'Son lien personnel y est envoyé. Une autre adresse en reçoit un nouveau, et l’ancien ne sert plus.'
  return field ? { ...kind, fields: { ...kind.fields, contact_courriel: { ...field, hint, required: true } } } : kind
}

/** The forms of the desk by their word in the address. */
export const deskKinds = {
  evenement: atDesk(found(formKinds.evenement)),
  rex: atDesk(found(formKinds.rex)),
  'carte-blanche': atDesk(found(formKinds['carte-blanche'])),
}
