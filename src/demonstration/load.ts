import type { Database } from '../db/open.ts'
import { addEdition } from '../editions/queries.ts'
import { loadEvents } from './events.ts'
import { loadResources } from './resources.ts'
import { loadSheets } from './sheets.ts'

/** When the demonstration's clock starts, unless SITE_CLOCK says otherwise: two weeks before its week. */
export const demonstrationStart = '2023-05-09T09:00'

/** Fills an empty database with the third edition: one real event, the others invented, nothing that names a person but its printed contact. */
export function loadDemonstration(db: Database, folder: string) {
  db.transaction(() => {
    const editionId = addEdition(db, edition)
    loadEvents(db, editionId)
    loadSheets(db, editionId)
    loadResources(db, folder)
    for (const past of pastEditions) addEdition(db, { ...edition, ...noContact, ...past })
  })()
}

const edition = {
  year: 2023,
  number: 3,
  name: 'La Semaine des achats socialement et écologiquement responsables',
  purpose:
    'Cinq jours de conférences, d’ateliers, de portes ouvertes et de rendez-vous d’affaires pour mobiliser, informer et outiller les acheteurs professionnels, et leur faire rencontrer les entreprises de l’économie sociale et solidaire.',
  region: '28',
  regionName: 'Normandie',
  coordinatedBy: 'CRESS Normandie',
  firstDay: '2023-05-22',
  lastDay: '2023-05-26',
  timeZone: 'Europe/Paris',
  submissions: 'open',
  submissionsDeadline: '2023-05-19',
  webinarUrl: 'https://video.example.org/webinaire-achats-responsables',
  contactName: 'Laure Barazzutti',
  contactEmail: 'laure.barazzutti@cressnormandie.org',
  contactPhone: '02 31 06 09 23',
  demonstration: 1,
} as const

const noContact = {
  submissions: 'closed',
  submissionsDeadline: null,
  webinarUrl: null,
  contactName: null,
  contactEmail: null,
  contactPhone: null,
} as const

// Their dates and what was written of them; their programmes are not known.
const pastEditions = [
  {
    year: 2021,
    number: 1,
    purpose:
      'La première édition a eu lieu pendant le Mois de l’ESS, avec le Médiateur des entreprises comme partenaire.',
    firstDay: '2021-11-15',
    lastDay: '2021-11-19',
  },
  {
    year: 2022,
    number: 2,
    purpose:
      'La deuxième édition, pendant le Mois de l’ESS, voulait faire se rencontrer les entrepreneurs de l’ESS et les acheteurs, les prescripteurs et les donneurs d’ordre.',
    firstDay: '2022-11-14',
    lastDay: '2022-11-18',
  },
]
