import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { withoutPeople } from '../journal/without-people.ts'
import { spaced } from '../web/french.ts'

/** What a visitor wrote: about the page of a proposition (`subject`, its reference), or about none. */
export type Remark = {
  id: number
  /** how the queue, mails and the journal name it */
  reference: string
  subject: string | null
  /** its first words, with nobody's name or address in them */
  title: string
  text: string
  name: string | null
  email: string | null
  flags: string[]
  sentAt: string
  handledAt: string | null
  handledBy: number | null
}

export type NewRemark = Pick<Remark, 'subject' | 'text' | 'name' | 'email' | 'flags'>
type RemarkRow = Omit<Remark, 'flags'> & { flags: string }

/** Returns it with its number. */
export function addRemark(db: Database, clock: Clock, remark: NewRemark): Pick<Remark, 'id' | 'reference'> {
  const id = Number(
    db
      .prepare(`
        INSERT INTO remarks (subject, title, text, name, email, flags, sent_at)
        VALUES (@subject, @title, @text, @name, @email, @flags, @now)
      `)
      .run({ ...remark, title: titleOf(remark), flags: JSON.stringify(remark.flags), now: instant(clock) })
      .lastInsertRowid,
  )
  return { id, reference: `courrier-${id}` }
}

const longest = 80

/** The first words of it, as everybody at the desk may read them. */
function titleOf({ text, name }: Pick<Remark, 'text' | 'name'>) {
  const words = spaced(withoutPerson(text, name).replaceAll(/\s+/g, ' '))
  return words.length > longest
    ? `${words.slice(0, longest).replace(/\s?\S*$/, '') || words.slice(0, longest)}…`
    : words
}

/** What somebody wrote, without their name and without any address or telephone number. */
export const withoutPerson = (text: string, name: string | null) => withoutPeople({ text }, [name]).text ?? ''

export function findRemark(db: Database, id: number): Remark | undefined {
  const row = db.prepare<[number], RemarkRow>('SELECT * FROM remark_details WHERE id = ?').get(id)
  return row && read(row)
}

/** The one that a reference names. */
export const findNamedRemark = (db: Database, reference: string) => {
  const [, id] = /^courrier-(\d{1,15})$/.exec(reference) ?? []
  return id ? findRemark(db, Number(id)) : undefined
}

/** Those about a proposition, oldest first. */
export const listRemarksAbout = (db: Database, subject: string) =>
  db.prepare<[string], RemarkRow>('SELECT * FROM remark_details WHERE subject = ? ORDER BY id').all(subject).map(read)

/** Those that came from an address. */
export const listRemarksFrom = (db: Database, email: string) =>
  db
    .prepare<[string], RemarkRow>('SELECT * FROM remark_details WHERE email = ? COLLATE NOCASE ORDER BY id')
    .all(email)
    .map(read)

export const remarksPerPage = 25

/** A page of them: those that wait first, then the newest. */
export const listRemarks = (db: Database, page: number) =>
  db
    .prepare<[number, number], RemarkRow>(`
      SELECT * FROM remark_details ORDER BY handledAt IS NOT NULL, id DESC LIMIT ? OFFSET ?
    `)
    .all(remarksPerPage, (page - 1) * remarksPerPage)
    .map(read)

export const countRemarks = (db: Database) => db.prepare<[], number>('SELECT count(*) FROM remarks').pluck().get() ?? 0

/** The number of the same words from the same person since an instant. */
export const findWritten = (db: Database, remark: NewRemark, since: string) =>
  db
    .prepare<Record<string, unknown>, number>(`
      SELECT id FROM remarks
      WHERE subject IS @subject AND text = @text AND name IS @name AND email IS @email AND sent_at >= @since
    `)
    .pluck()
    .get({ ...remark, flags: null, since })

/** How many wait. */
export const countUnhandled = (db: Database) =>
  db.prepare<[], number>('SELECT count(*) FROM remarks WHERE handled_at IS NULL').pluck().get() ?? 0

/** What somebody has looked at and did not want. */
export const unwanted = 'unwanted'

/** False when somebody was faster. */
export const handleRemark = (
  db: Database,
  clock: Clock,
  id: number,
  coordinatorId: number,
  flag: string | null = null,
) =>
  db
    .prepare(`
      UPDATE remarks SET
        handled_at = @now, handled_by = @coordinatorId, flags = iif(@flag IS NULL, flags, json_insert(flags, '$[#]', @flag))
      WHERE id = @id AND handled_at IS NULL
    `)
    .run({ id, coordinatorId, flag, now: instant(clock) }).changes === 1

/** It waits again, and is wanted. False when it waits already. */
export const waitAgain = (db: Database, id: number) =>
  db
    .prepare(`
      UPDATE remarks SET
        handled_at = NULL,
        handled_by = NULL,
        flags = (SELECT json_group_array(value) FROM json_each(flags) WHERE value <> @unwanted)
      WHERE id = @id AND handled_at IS NOT NULL
    `)
    .run({ id, unwanted }).changes === 1

const read = (row: RemarkRow): Remark => ({ ...row, flags: JSON.parse(row.flags) })

/** Where it is read at the desk. */
export const remarkAddress = ({ id }: Pick<Remark, 'id'>) => `/moderation/courrier/${id}`
