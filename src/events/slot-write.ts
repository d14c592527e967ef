import type { Database } from '../db/open.ts'
import { type Slot, sameSlot } from './event.ts'

/** The slots of an event become these. One that stays, or is moved, keeps its id: calendars know it by that. */
export function replaceSlots(db: Database, eventId: number, slots: Slot[]) {
  const stored = db
    .prepare<[number], Slot & { id: number }>(`
      SELECT id, day, starts_at AS startsAt, ends_at AS endsAt, moment FROM event_slots WHERE event_id = ? ORDER BY day, starts_at
    `)
    .all(eventId)
  const kept = stored.filter((one) => slots.some((slot) => sameSlot(one, slot)))
  const free = stored.filter((one) => !kept.includes(one))
  const added = slots.filter((slot) => !stored.some((one) => sameSlot(one, slot)))

  const move = db.prepare('UPDATE event_slots SET day = ?, starts_at = ?, ends_at = ?, moment = ? WHERE id = ?')
  const add = db.prepare('INSERT INTO event_slots (event_id, day, starts_at, ends_at, moment) VALUES (?, ?, ?, ?, ?)')
  const remove = db.prepare('DELETE FROM event_slots WHERE id = ?')

  for (const [index, { day, startsAt, endsAt, moment }] of added.entries()) {
    const old = free[index]
    if (old) move.run(day, startsAt, endsAt, moment, old.id)
    else add.run(eventId, day, startsAt, endsAt, moment)
  }
  for (const { id } of free.slice(added.length)) remove.run(id)
}
