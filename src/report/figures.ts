import type { Database } from '../db/open.ts'
import type { Edition } from '../editions/queries.ts'
import { listDaySums, listMostRead, type Sums } from '../totals/queries.ts'
import { countAttendance } from './attendance.ts'
import { countOrganisers } from './organisers.ts'
import { countProgramme } from './programme.ts'
import { countSubmissions } from './submissions.ts'

const mostPages = 10

/** Every figure of an edition, from the database as it is now. The same few questions however much there is. */
export const figuresOf = (db: Database, edition: Edition) => ({
  ...countProgramme(db, edition.id),
  ...countOrganisers(db, edition.id),
  submissions: countSubmissions(db, edition),
  attendance: countAttendance(db, edition.id),
  reading: countReading(db, edition),
})

export type Figures = ReturnType<typeof figuresOf>

/** What was read in the year of an edition: the week is prepared and looked back at within it. */
function countReading(db: Database, { year }: Edition) {
  const days = listDaySums(db, year)
  const sums: Sums = { view: 0, calendar: 0, download: 0 }
  for (const day of days) {
    sums.view += day.view
    sums.calendar += day.calendar
    sums.download += day.download
  }
  return { ...sums, days, pages: listMostRead(db, year, mostPages) }
}

/** Nothing was ever proposed for it on this site: its figures are not zero, they are not known. */
export const isUnknown = ({ events, submissions }: Figures) => events === 0 && submissions.received === 0
