import type { Database } from '../../src/db/open.ts'

const reading = ['get', 'all', 'iterate', 'run'] as const

/** How many statements the database runs while `work` goes on: a page's number must not grow with what it lists. */
export async function countQueries(db: Database, work: () => PromiseLike<unknown>): Promise<number> {
  let count = 0
  const { prepare } = db
  db.prepare = ((source: string) => {
    const statement = prepare.call(db, source)
    for (const name of reading) {
      const run = statement[name].bind(statement) as (...bound: unknown[]) => unknown
      Object.assign(statement, {
        [name]: (...bound: unknown[]) => {
          count++
          return run(...bound)
        },
      })
    }
    return statement
  }) as typeof prepare
  await Promise.resolve(work()).finally(() => {
    db.prepare = prepare
  })
  return count
}

/** Copies an event, with what hangs on it, until there are `number` more of them: the same in everything but their references. */
export function multiply(db: Database, reference: string, number: number) {
  const own = columns(db, 'events', ['id', 'reference', 'slug'])
  const children = ['event_slots', 'event_themes', 'event_audiences', 'event_access_needs', 'event_coorganisers']
  const { id, slug } = db
    .prepare<[string], { id: number; slug: string | null }>('SELECT id, slug FROM events WHERE reference = ?')
    .get(reference) ?? { id: 0, slug: null }

  db.transaction(() => {
    for (let copy = 1; copy <= number; copy++) {
      const name = `Z${String(copy).padStart(5, '0')}`
      const { lastInsertRowid } = db
        .prepare(`INSERT INTO events (reference, slug, ${own}) SELECT ?, ?, ${own} FROM events WHERE id = ?`)
        .run(name, slug && `${slug}-${copy}`, id)
      for (const table of children) {
        const shared = columns(db, table, ['id', 'event_id'])
        db.prepare(
          `INSERT INTO ${table} (event_id, ${shared}) SELECT ?, ${shared} FROM ${table} WHERE event_id = ?`,
        ).run(lastInsertRowid, id)
      }
    }
  })()
}

/** The same of a published sheet. */
export function multiplySheet(db: Database, reference: string, number: number) {
  const own = columns(db, 'sheets', ['id', 'reference', 'slug'])
  const copy = db.prepare(
    `INSERT INTO sheets (reference, slug, ${own}) SELECT @name, slug || '-' || @name, ${own} FROM sheets WHERE reference = @reference`,
  )
  db.transaction(() => {
    for (let one = 1; one <= number; one++) copy.run({ reference, name: `Y${String(one).padStart(5, '0')}` })
  })()
}

const columns = (db: Database, table: string, but: string[]) =>
  db
    .prepare<[string], string>('SELECT name FROM pragma_table_info(?)')
    .pluck()
    .all(table)
    .filter((name) => !but.includes(name))
    .join(', ')
