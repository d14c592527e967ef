import { type Accepts, megabyte } from './questions.ts'

export type Fault = keyof ReturnType<typeof endings>

/** What is wrong with a file, in a sentence that names it and says what to do. */
export function faultMessage(
  name: string,
  { accepts, maxBytes }: { accepts: Accepts; maxBytes: number },
  fault: Fault,
): string {
  const subject = fault === 'pixels' || fault === 'brokenImage' ? 'L’image' : 'Le fichier'
  const ending = endings(formats[accepts], maxBytes / megabyte, ofDesk.includes(accepts) ? host : desk)[fault]
  return `${subject} «\u00a0${name}\u00a0» ${ending}`
}

const formats: Record<Accepts, string> = {
  sheet: 'doit être un PDF, un DOCX ou un ODT',
  docx: 'doit être un DOCX',
  pdf: 'doit être un PDF',
  image: 'doit être une image JPEG, PNG, WebP ou AVIF',
  table: 'doit être un fichier CSV, XLSX ou ICS',
  resource: 'doit être un ZIP, un PPTX, un DOCX, un XLSX, un ODT, un ODP, un ODS, un PDF, un PNG ou un JPEG',
  recording: 'doit être un enregistrement MP4, WebM, MP3, M4A ou OGG',
  captions: 'doit être un fichier de sous-titres WebVTT (.vtt)',
}

/** Who can make room, for whom: the coordination for organisers, whoever hosts the site for the coordination. */
const desk = 'prévenez la coordination'
const host = 'prévenez la personne qui héberge le site'
const ofDesk: Accepts[] = ['resource', 'recording', 'captions']

const endings = (format: string, megabytes: number, whom: string) => ({
  empty: 'est vide',
  heavy: `doit peser moins de ${megabytes} Mo`,
  format,
  content: `${format} : son contenu est d’un autre type`,
  oldWord: `${format} : enregistrez ce document Word en .docx ou en PDF`,
  oldExcel: `${format} : enregistrez ce classeur en .xlsx ou en CSV`,
  password: 'est protégé par un mot de passe : retirez le mot de passe puis joignez-le de nouveau',
  oldPowerpoint: `${format} : enregistrez cette présentation en .pptx ou en PDF`,
  docxMacros: 'contient des macros : enregistrez-le en .docx sans macros',
  odtMacros: 'contient des macros : enregistrez-le en .odt sans macros',
  pptxMacros: 'contient des macros : enregistrez-le en .pptx sans macros',
  program: 'contient un programme ou un document à macros : retirez-le puis joignez de nouveau le dossier',
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
  fullDisk: `${notKept} : le site n’a plus de place pour les fichiers. Vos textes sont gardés : ${whom}`,
})

const notKept = 'n’a pas été gardé'
const tomorrow = 'Vos textes sont gardés : ajoutez le fichier demain'
