/** What a coordinator should look at twice, as it is stored on propositions and documents, in words. */
export const flagText = (flag: string) => words[flag] ?? flag

const words: Record<string, string> = {
  doublon: 'doublon possible',
  hors_semaine: 'hors de la Semaine',
  passe: 'jour déjà passé',
  trap: 'envoi suspect : une question invisible a reçu une réponse',
  fast: 'envoi suspect : rempli en quelques secondes',
  links: 'envoi suspect : beaucoup de liens',
  'active-pdf': 'PDF actif : il contient du code ou des actions',
  'inaccessible-pdf': 'PDF non accessible',
  'not-scanned': 'non analysé par un antivirus',
}
