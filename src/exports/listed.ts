import type { Database } from '../db/open.ts'
import { count } from '../web/french.ts'
import { listOrganisers } from './organisers.ts'
import { countRows } from './queries.ts'
import type { Wish } from './wish.ts'

/** What can be exported, as the page tells it: what is in it, how much, and its files. */
export function listExported(db: Database, wish: Wish) {
  const rows = countRows(db, { editionId: wish.edition.id, status: wish.status })
  const { events = 0, rex = 0, cartesBlanches = 0, documents = 0, lines = 0 } = rows ?? {}
  const organisers = listOrganisers(db, wish).length
  return [
    {
      title: 'Événements',
      words:
        'Un événement par ligne, une question du formulaire par colonne ; son état, ses créneaux, son adresse publique.',
      amount: count(events, 'événement'),
      files: both('evenements', 'Événements'),
    },
    {
      title: 'Organisateurs',
      words: 'Une structure par ligne : ce qu’elle est, ce qu’elle a proposé, où cela en est.',
      amount: count(organisers, 'structure'),
      files: both('organisateurs', 'Organisateurs'),
    },
    {
      title: 'Documents',
      words:
        'Les fiches REX et les cartes blanches avec toutes leurs réponses, puis la liste des fichiers reçus. Trois feuilles dans un classeur, ou trois fichiers CSV.',
      amount: [
        count(rex, 'fiche REX', 'fiches REX'),
        count(cartesBlanches, 'carte blanche', 'cartes blanches'),
        count(documents, 'fichier'),
      ].join(', '),
      files: [
        { name: 'documents.xlsx', label: 'Documents, XLSX' },
        { name: 'fiches-rex.csv', label: 'Fiches REX, CSV' },
        { name: 'cartes-blanches.csv', label: 'Cartes blanches, CSV' },
        { name: 'fichiers.csv', label: 'Fichiers, CSV' },
      ],
    },
    {
      title: 'Historique',
      words:
        'Un acte par ligne : quand, quoi, qui, sur quelle proposition ; pour une modification, ce que le public lisait avant et lit après.',
      amount: count(lines, 'ligne'),
      files: both('historique', 'Historique'),
    },
  ]
}

const both = (name: string, label: string) => [
  { name: `${name}.xlsx`, label: `${label}, XLSX` },
  { name: `${name}.csv`, label: `${label}, CSV` },
]
