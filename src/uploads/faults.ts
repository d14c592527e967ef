import { type Accepts, megabyte } from './questions.ts'

export type Fault = keyof ReturnType<typeof endings>

/** What is wrong with a file, in a sentence that names it and says what to do. */
export function faultMessage(
  name: string,
  { accepts, maxBytes }: { accepts: Accepts; maxBytes: number },
  fault: Fault,
): string {
  const subject = fault === 'pixels' || fault === 'brokenImage' ? 'L’image' : 'Le fichier'
  return `${subject} «\u00a0${name}\u00a0» ${endings(formats[accepts], maxBytes / megabyte)[fault]}`
}

const formats: Record<Accepts, string> = {
  sheet: 'doit être un PDF, un DOCX ou un ODT',
  pdf: 'doit être un PDF',
  image: 'doit être une image JPEG, PNG, WebP ou AVIF',
  table: 'doit être un fichier CSV, XLSX ou ICS',
}

const endings = (format: string, megabytes: number) => ({
  empty: 'est vide',
  heavy: `doit peser moins de ${megabytes} Mo`,
  format,
  content: `${format} : son contenu est d’un autre type`,
  oldWord: `${format} : enregistrez ce document Word en .docx ou en PDF`,
  oldExcel: `${format} : enregistrez ce classeur en .xlsx ou en CSV`,
  password: 'est protégé par un mot de passe : retirez le mot de passe puis joignez-le de nouveau',
  docxMacros: 'contient des macros : enregistrez-le en .docx sans macros',
  odtMacros: 'contient des macros : enregistrez-le en .odt sans macros',
  xlsxMacros: 'contient des macros : enregistrez-le en .xlsx sans macros',
  template: 'dépend d’un modèle placé sur un autre ordinateur : enregistrez-le en PDF puis joignez-le de nouveau',
  links: 'dépend d’un autre classeur : remplacez les liaisons par leurs valeurs puis joignez-le de nouveau',
  archive: 'contient un dossier compressé : retirez-le puis joignez de nouveau le document',
  huge: 'est trop lourd une fois ouvert : allégez-le ou enregistrez-le en PDF puis joignez-le de nouveau',
  hugeTable: 'est trop lourd une fois ouvert : gardez les lignes utiles puis joignez-le de nouveau',
  damaged: 'est incomplet ou abîmé : ouvrez-le, enregistrez-le de nouveau puis joignez-le',
  brokenImage: 'est incomplète ou abîmée : ouvrez-la, enregistrez-la de nouveau puis joignez-la',
  pixels: 'dépasse 40 millions de pixels ou 16 383 pixels de côté : réduisez-la puis joignez-la de nouveau',
  encoding: 'n’est pas un tableau en texte simple : enregistrez-le en « CSV UTF-8 » puis joignez-le de nouveau',
  virus: 'contient un virus : joignez un autre fichier',
  manyFiles: `${notKept} : votre connexion a atteint le nombre de fichiers d’une journée. ${tomorrow}`,
  manyBytes: `${notKept} : votre connexion a atteint le poids de fichiers d’une journée. ${tomorrow}`,
  fullDisk: `${notKept} : le site n’a plus de place pour les fichiers. Vos textes sont gardés : prévenez la coordination`,
})

const notKept = 'n’a pas été gardé'
const tomorrow = 'Vos textes sont gardés : ajoutez le fichier demain'
