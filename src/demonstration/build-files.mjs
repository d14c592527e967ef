// Writes the files of the demonstration's toolbox, once: node src/demonstration/build-files.mjs
import { createWriteStream } from 'node:fs'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import yazl from 'yazl'

const folder = path.join(import.meta.dirname, 'files')
const date = new Date('2023-05-02T09:00:00Z')

const guide = [
  [
    'Avant de proposer',
    [
      'Choisissez un jour de la Semaine, une heure et un lieu où l’on vient sans voiture.',
      'Écrivez un titre qui dit ce que l’on y apprendra, et à qui l’événement s’adresse.',
      'Prévoyez l’accueil de tous : accès de plain-pied, place assise, micro, support envoyé à l’avance.',
      'Préférez une adresse de service pour le contact publié.',
    ],
  ],
  [
    'Proposer votre événement',
    [
      'Le formulaire se remplit en cinq minutes, sans créer de compte ; il se reprend plus tard par son lien.',
      'Joignez, si vous en avez, une fiche REX ou une carte blanche : une bonne pratique se raconte aussi.',
      'La coordination relit, puis publie ou vous écrit.',
    ],
  ],
  [
    'Faire venir',
    [
      'Partagez l’adresse de la page de l’événement, plutôt qu’une image de texte.',
      'Dites en une phrase ce qu’un acheteur en retirera.',
      'Une salle pleine, un report, une annulation ? Votre lien personnel le dit aussitôt.',
      'Une autre heure, un autre lieu ? La modification part du même lien ; la coordination la relit avant qu’elle paraisse.',
    ],
  ],
  [
    'Le jour venu, et après',
    [
      'Affichez l’heure de fin, et tenez-la.',
      'Comptez les présents ; notez les questions qui reviennent.',
      'Le lendemain, le site vous demande comment cela s’est passé : trois réponses suffisent.',
    ],
  ],
]

await writeGuide()
await writeKit()

async function writeGuide() {
  const title = 'Guide de l’organisateur'
  const pdf = new PDFDocument({
    size: 'A4',
    margin: 64,
    pdfVersion: '1.7',
    tagged: true,
    lang: 'fr-FR',
    displayTitle: true,
    info: { Title: title, Author: 'Semaine ASER, données de démonstration', CreationDate: date, ModDate: date },
  })
  const written = pipeline(pdf, createWriteStream(path.join(folder, 'guide-de-l-organisateur.pdf')))
  const root = pdf.struct('Document')
  pdf.addStructure(root)
  const say = (kind, font, size, text) => {
    root.add(pdf.struct(kind, () => pdf.font(font).fontSize(size).fillColor('#17211d').text(text, { lineGap: 3 })))
    pdf.moveDown(0.5)
  }
  // the dash stands in the margin of what it opens
  const hang = (line) => {
    const { x, y } = pdf
    pdf.font('Helvetica').fontSize(11).text('–', x, y, { lineBreak: false })
    pdf.text(line, x + 14, y, { lineGap: 2 })
    pdf.x = x
  }
  say('H1', 'Helvetica-Bold', 26, title)
  say(
    'P',
    'Helvetica',
    12,
    'Une page pour préparer un événement de la Semaine des achats socialement et écologiquement responsables.',
  )
  for (const [heading, lines] of guide) {
    pdf.moveDown(0.4)
    say('H2', 'Helvetica-Bold', 15, heading)
    const list = pdf.struct('L')
    root.add(list)
    for (const line of lines) {
      const item = pdf.struct('LI')
      list.add(item)
      item.add(pdf.struct('LBody', () => hang(line)))
      item.end()
      pdf.moveDown(0.25)
    }
    list.end()
  }
  root.end()
  pdf.end()
  await written
}

async function writeKit() {
  const zip = new yazl.ZipFile()
  const add = (name, bytes) => zip.addBuffer(Buffer.from(bytes), name, { mtime: date })
  add(
    'LISEZ-MOI.txt',
    `Kit de communication : exemple de démonstration

Ce dossier montre ce que la boîte à outils peut offrir. Il ne contient aucun logo :
ceux d’ESS France, de la CRESS, de l’État ou d’autres partenaires appartiennent à leurs
propriétaires, qui les fournissent eux-mêmes. La coordination dépose ici le vrai kit.

- textes.txt : une annonce courte et une annonce longue, à adapter
- emplacement-visuel.png : la place d’un visuel, neutre, aux couleurs du site
`,
  )
  add(
    'textes.txt',
    `Annonce courte
La Semaine ASER, du 22 au 26 mai 2023 : cinq jours pour acheter autrement, partout en Normandie.
Le programme : [adresse du site]/agenda

Annonce longue
Conférences, ateliers, portes ouvertes, rendez-vous d’affaires : du 22 au 26 mai 2023, la Semaine
des achats socialement et écologiquement responsables fait se rencontrer les acheteurs
professionnels et les entreprises de l’économie sociale et solidaire.
Notre événement : [titre, jour, heure, lieu]
S’inscrire : [adresse de la page de l’événement]
`,
  )
  const inks = ['#8a5a00', '#b23a1e', '#1f6b3a', '#1b5a93', '#7a3672']
  const bars = inks.map(
    (ink, day) =>
      `<rect x="${60 + day * 44}" y="${300 - [90, 150, 120, 190, 110][day]}" width="28" height="${[90, 150, 120, 190, 110][day]}" fill="${ink}"/>`,
  )
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="360"><rect width="1200" height="360" fill="#fbf7ef"/>${bars.join('')}</svg>`
  add('emplacement-visuel.png', await sharp(Buffer.from(svg)).png({ palette: true }).toBuffer())
  zip.end()
  await pipeline(zip.outputStream, createWriteStream(path.join(folder, 'kit-de-communication.zip')))
}
