import { countMails, listMailNames, listMails, type MailFilter, type MailStatus, mailsPerPage } from '../mail/desk.ts'
import { readPage } from '../web/filters.ts'
import { count } from '../web/french.ts'
import { privatePage } from '../web/page.ts'
import type { Room } from '../web/room.ts'
import { aboutOf, aboutText } from './about.ts'
import { addressOf, mailStates, readFilter } from './filter.ts'
import { rowOf } from './row.ts'
import type { Tools } from './tools.ts'

/** The outbox, newest first; its whole state is in the address. */
export function openListRoom(room: Room, tools: Tools) {
  room.get('/', (req, res) => {
    const filter = readFilter(req.query)
    const tabs = tabsOf(filter, countMails(tools.db, filter))
    const found = tabs.find(({ current }) => current)?.number ?? 0
    const pages = Math.max(1, Math.ceil(found / mailsPerPage))
    const number = readPage(req.query, pages)

    privatePage(res, 'letters/index', {
      title: 'Courriels',
      filter,
      found,
      tabs,
      state: mailStates.find(({ code }) => code === filter.status)?.slug,
      names: namesOf(tools),
      rows: rowsOf(tools, filter, number),
      number,
      pages,
      hrefOf: (page: number) => addressOf(filter, page),
      done: doneText(req.query.fait, Number(req.query.nombre)),
    })
  })
}

function tabsOf(filter: MailFilter, counts: Record<MailStatus, number>) {
  const all = Object.values(counts).reduce((sum, number) => sum + number, 0)
  const states = [{ code: undefined, label: 'Tous' }, ...mailStates]
  return states.map(({ code, label }) => ({
    label,
    number: code ? counts[code] : all,
    href: addressOf({ ...filter, status: code }),
    current: filter.status === code,
  }))
}

const namesOf = ({ db, mailText }: Tools) =>
  listMailNames(db)
    .map((name) => ({ slug: name, label: mailText(name) }))
    .sort((one, other) => one.label.localeCompare(other.label, 'fr'))

/** With what each is about: what was written to a group, or the propositions. */
function rowsOf({ db, mailText }: Tools, filter: MailFilter, page: number) {
  const mails = listMails(db, filter, page)
  const about = aboutOf(db, mails)
  return mails.map((mail) => ({
    ...rowOf(mail),
    kind: mailText(mail.name),
    about: mail.data.subject ?? aboutText(about(mail)),
  }))
}

const doneText = (fait: unknown, number: number) =>
  fait === 'ecrit' && number > 0
    ? `C’est envoyé : ${count(number, 'courriel part', 'courriels partent')}, chacun à son adresse.`
    : undefined
