/** What a coordinator should look at twice, as it is stored on propositions and documents, in words. */
export const flagText = (flag: string) => words[flag] ?? flag

/** What may come from a program. Once somebody has decided, a person has looked. */
export const suspicions = ['trap', 'fast', 'links', 'words']

/** Of a proposition's flags, those that are worth a second look today. */
export const flagsToday = (flags: string[], { settled }: { settled: boolean }) =>
  settled ? flags.filter((flag) => !suspicions.includes(flag)) : flags

/** The same of its documents, in a few words. */
export const documentFlagText = (flag: string) => shortWords[flag] ?? flagText(flag)

const shortWords: Record<string, string> = {
  'active-pdf': 'PDF actif',
  'not-scanned': 'document non analysé',
  'filled-sheet': 'fiche de la Semaine',
  'flat-sheet': 'fiche non lue',
  'blank-sheet': 'fiche vide',
  'example-sheet': 'exemple du site',
  'other-sheet': 'autre fiche que demandé',
  'maybe-private': 'coordonnées privées ?',
  'private-email': 'coordonnées privées ?',
  'private-phone': 'coordonnées privées ?',
  'private-name': 'coordonnées privées ?',
}

const words: Record<string, string> = {
  doublon: 'doublon possible',
  hors_semaine: 'hors de la Semaine',
  passe: 'jour déjà passé',
  trap: 'envoi suspect : une question invisible a reçu une réponse',
  fast: 'envoi suspect : rempli en quelques secondes',
  links: 'envoi suspect : beaucoup de liens',
  words: 'envoi suspect : des mots d’envois indésirables',
  'active-pdf': 'PDF actif : il contient du code ou des actions',
  'inaccessible-pdf': 'PDF non accessible',
  'not-scanned': 'non analysé par un antivirus',
  'filled-sheet': 'fiche de la Semaine : elle porte des coordonnées et n’est pas publiée',
  'flat-sheet': 'ses réponses n’ont pas pu être lues, reprenez-les à la main',
  'blank-sheet': 'elle est vide',
  'example-sheet': 'c’est l’exemple du site',
  'other-sheet': 'ce n’est pas celle qui était demandée',
  'maybe-private':
    'porte des coordonnées privées ? Le site n’a pas su le dire : s’il en porte, demandez une correction',
  'private-email': sayingPrivately('l’adresse électronique'),
  'private-phone': sayingPrivately('le téléphone'),
  'private-name': sayingPrivately('le nom'),
}

function sayingPrivately(what: string) {
  return `porte des coordonnées privées ? On y lit ${what} que son formulaire dit «\u00a0jamais publié\u00a0» : demandez une correction, ou confirmez`
}
