import type { Database } from '../db/open.ts'
import { countMails, listMailNames, listMails, type Mail, mailsPerPage } from '../mail/desk.ts'
import { explain } from '../mail/reasons.ts'
import { count } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { addressOf, mailStates, readFilter } from './filter.ts'
import type { Tools } from './tools.ts'

/** The outbox, newest first; its whole state is in the address. */
export function openListRoom(room: Room, { db, mailText }: Tools) {
  room.get('/', (req, res) => {
    const filter = readFilter(req.query)
    const counts = countMails(db, filter)
    const all = Object.values(counts).reduce((sum, number) => sum + number, 0)
    const found = filter.status ? counts[filter.status] : all
    const pages = Math.max(1, Math.ceil(found / mailsPerPage))
    const number = Math.min(Math.max(1, Math.trunc(Number(req.query.page)) || 1), pages)

    privatePage(res, 'letters/index', {
      title: 'Courriels',
      filter,
      found,
      tabs: [
        { label: 'Tous', number: all, href: addressOf({ ...filter, status: undefined }), current: !filter.status },
        ...mailStates.map(({ code, label }) => ({
          label,
          number: counts[code],
          href: addressOf({ ...filter, status: code }),
          current: filter.status === code,
        })),
      ],
      state: mailStates.find(({ code }) => code === filter.status)?.slug,
      names: listMailNames(db)
        .map((name) => ({ slug: name, label: mailText(name) }))
        .sort((one, other) => one.label.localeCompare(other.label, 'fr')),
      rows: rowsOf(db, listMails(db, filter, number)).map((row) => ({ ...row, kind: mailText(row.name) })),
      number,
      pages,
      hrefOf: (page: number) => addressOf(filter, page),
      done: doneText(req.query.fait, Number(req.query.nombre)),
    })
  })
}

/** With what each is about: the proposition's title, or what was written to a group. */
function rowsOf(db: Database, mails: Mail[]) {
  const titles = listTitles(
    db,
    mails.map(({ data }) => String(data.reference)),
  )
  return mails.map((mail) => {
    const { reference, subject } = mail.data
    return { ...rowOf(mail), name: mail.name, about: titles.get(String(reference)) ?? subject }
  })
}

const listTitles = (db: Database, references: string[]) =>
  new Map(
    db
      .prepare<[string], [string, string]>(
        'SELECT reference, title FROM propositions WHERE reference IN (SELECT value FROM json_each(?))',
      )
      .raw()
      .all(JSON.stringify(references)),
  )

/** How a mail stands, as the list and its page say it. */
export const rowOf = ({ id, recipient, data, status, attempts, createdAt, dueAt, sentAt, lastError }: Mail) => ({
  id,
  recipient,
  reference: typeof data.reference === 'string' ? data.reference : undefined,
  status,
  state: mailStates.find(({ code }) => code === status)?.one,
  attempts,
  createdAt,
  dueAt,
  sentAt,
  why: lastError ? explain(lastError) : undefined,
  lastError,
})

const doneText = (fait: unknown, number: number) =>
  fait === 'ecrit' && number > 0
    ? `C’est envoyé : ${count(number, 'courriel part', 'courriels partent')}, chacun à son adresse.`
    : undefined
