import { readFileSync } from 'node:fs'
import path from 'node:path'

/** What each picture shows, for whoever does not see it. */
const alternatives = {
  formulaire:
    'La première partie du formulaire, « L’événement » : le titre et le résumé, chacun avec la mention obligatoire et une consigne, puis le type d’événement.',
  envoi:
    'La fin de la page de vérification : le bouton « Envoyer ma proposition », et dessous « Enregistrer et m’envoyer le lien ».',
  suivi:
    'Le haut de la page de suivi : « Bien reçu. En attente de décision », puis trois étapes, reçu, à lire par la coordination, publié, et le bouton « Modifier ma proposition ».',
  file: 'La file : des lignes avec une case à cocher, un titre, une étiquette « Nouvelle », la structure, le jour, depuis combien de jours cela attend, et « Je m’en occupe ».',
  lecture:
    'Les vérifications d’une proposition : un point à regarder, l’accord de publication qui n’est pas enregistré, et huit points en ordre.',
  decision:
    'L’encadré de la décision : « En attente de décision », le bouton « Publier », puis « Demander une correction » et « Refuser », qui se déplient.',
  raviser:
    'L’encadré après une publication : le courriel attend cinq minutes, avec les boutons « Annuler l’envoi » et « Envoyer maintenant ».',
}

export type PictureName = keyof typeof alternatives

type Size = { width: number; height: number }

/** What the script that takes them stores: their sizes, and the words in them. */
export type Taken = Record<PictureName, Record<'wide' | 'narrow', Size & { words: string }>>

const file = path.join(import.meta.dirname, 'pictures.json')
export const taken: Taken = JSON.parse(readFileSync(file, 'utf8'))

export const pictureNames = Object.keys(alternatives) as PictureName[]

/** A picture as a page shows it: one for a telephone, one for a wider screen. */
export const findPicture = (name: PictureName) => ({ name, alt: alternatives[name], ...taken[name] })
