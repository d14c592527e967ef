import type { Database } from '../db/open.ts'

export type MailStatus = 'waiting' | 'sent' | 'dead' | 'cancelled'

/** A mail of the outbox as the coordination sees it. */
export type Mail = {
  id: number
  name: string
  recipient: string
  data: Record<string, unknown>
  status: MailStatus
  attempts: number
  createdAt: string
  dueAt: string
  sentAt: string | null
  lastError: string | null
  /** the act that it tells of, with others: it is not cancelled alone */
  batch: string | null
}

/** What is looked for: nothing of a part means everything. `search` is an address, or a part of it, or a reference. */
export type MailFilter = { status?: MailStatus | undefined; name?: string | undefined; search?: string | undefined }

export const mailsPerPage = 25

export const listMails = (db: Database, filter: MailFilter, page: number) =>
  db
    .prepare<Record<string, unknown>, Row>(`
      SELECT
        id, name, recipient, data, status, attempts, batch,
        created_at AS createdAt,
        due_at AS dueAt,
        sent_at AS sentAt,
        last_error AS lastError
      FROM outbox
      WHERE
        (@status IS NULL OR status = @status) AND (@name IS NULL OR name = @name)
        AND (@search IS NULL OR instr(lower(recipient), lower(@search)) OR instr(data, '"' || upper(@search) || '"'))
      ORDER BY
        -- by the moment that its row shows
        CASE WHEN status = 'sent' THEN sent_at WHEN status = 'waiting' AND attempts > 0 THEN due_at ELSE created_at END DESC,
        id DESC
      LIMIT @limit OFFSET @offset
    `)
    .all({ ...bound(filter), limit: mailsPerPage, offset: (page - 1) * mailsPerPage })
    .map(read)

/** How many of those looked for are in each state. */
export function countMails(db: Database, filter: MailFilter): Record<MailStatus, number> {
  const rows = db
    .prepare<Record<string, unknown>, { status: MailStatus; number: number }>(`
      SELECT status, count(*) AS number FROM outbox
      WHERE
        (@name IS NULL OR name = @name)
        AND (@search IS NULL OR instr(lower(recipient), lower(@search)) OR instr(data, '"' || upper(@search) || '"'))
      GROUP BY status
    `)
    .all(bound(filter))
  return {
    waiting: 0,
    sent: 0,
    dead: 0,
    cancelled: 0,
    ...Object.fromEntries(rows.map(({ status, number }) => [status, number])),
  }
}

const bound = ({ status, name, search }: MailFilter) => ({
  status: status ?? null,
  name: name ?? null,
  search: search || null,
})

/** The names of the mails that are there. */
export const listMailNames = (db: Database) =>
  db.prepare<[], string>('SELECT DISTINCT name FROM outbox ORDER BY name').pluck().all()

export function findMail(db: Database, id: number): Mail | undefined {
  const row = db
    .prepare<[number], Row>(`
      SELECT
        id, name, recipient, data, status, attempts, batch,
        created_at AS createdAt,
        due_at AS dueAt,
        sent_at AS sentAt,
        last_error AS lastError
      FROM outbox WHERE id = ?
    `)
    .get(id)
  return row && read(row)
}

type Row = Omit<Mail, 'data'> & { data: string }

const read = (row: Row): Mail => ({ ...row, data: JSON.parse(row.data) })

/** How many mails were given up and still are. */
export const countDead = (db: Database) =>
  db.prepare<[], number>(`SELECT count(*) FROM outbox WHERE status = 'dead'`).pluck().get() ?? 0

/** How many mails of those names were queued for an address since an instant. */
export const countMailsTo = (db: Database, { to, names, since }: { to: string; names: string[]; since: string }) =>
  db
    .prepare<[string, string, string], number>(`
      SELECT count(*) FROM outbox
      WHERE recipient = ? COLLATE NOCASE AND created_at >= ? AND name IN (SELECT value FROM json_each(?))
    `)
    .pluck()
    .get(to, since, JSON.stringify(names)) ?? 0

/** How many mails of a message to a group were queued, by its key. */
export const countOfGroup = (db: Database, key: string) =>
  db
    .prepare<[string], number>(`SELECT count(*) FROM outbox WHERE name = 'group-message' AND data ->> 'key' = ?`)
    .pluck()
    .get(key) ?? 0

/** The words of the last invitation to an edition. */
export const lastInvitation = (db: Database, edition: number) =>
  db
    .prepare<[number], string>(`
      SELECT data ->> 'text' FROM outbox WHERE name = 'edition-invitation' AND data ->> 'edition' = ? ORDER BY id DESC LIMIT 1
    `)
    .pluck()
    .get(edition)
