import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Event } from './event.ts'
import type { Occasion } from './lists.ts'

// Each change checks itself: false means that somebody was faster, and nothing has changed.

export const markPublished = (db: Database, clock: Clock, event: Event, slug: string) =>
  db
    .prepare(`
      UPDATE events
      SET status = 'published', slug = @slug, coordinator_message = NULL, decided_at = @now, published_at = @now, updated_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ id: event.id, slug, now: instant(clock) }).changes === 1

export const markChangesRequested = (db: Database, clock: Clock, event: Event, message: string) =>
  db
    .prepare(`
      UPDATE events SET status = 'changes_requested', coordinator_message = @message, decided_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ id: event.id, message, now: instant(clock) }).changes === 1

export const markRefused = (db: Database, clock: Clock, event: Event, reason: string | null) =>
  db
    .prepare(`
      UPDATE events SET status = 'refused', coordinator_message = @reason, decided_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ id: event.id, reason, now: instant(clock) }).changes === 1

/** A refusal is looked at again. */
export const reopenEvent = (db: Database, clock: Clock, event: Event) =>
  db
    .prepare(`
      UPDATE events SET status = 'pending', coordinator_message = NULL, decided_at = NULL, updated_at = @now
      WHERE id = @id AND status = 'refused'
    `)
    .run({ id: event.id, now: instant(clock) }).changes === 1

type Statement = {
  occasion: Occasion
  by: 'organiser' | 'coordination'
  note?: string | null
  /** of an event that is moved online, where everyone may follow it */
  link?: string | null
  /** of the organiser's, when it follows from what a coordinator did: it waits for nobody */
  seen?: boolean
}

/** What happens to a published event: it is full, cancelled… and who says so. Calendars learn it from the sequence. */
export const stateOccasion = (db: Database, clock: Clock, event: Event, statement: Statement) =>
  db
    .prepare(`
      UPDATE events SET
        occasion = @occasion, occasion_by = @by, occasion_note = @note, occasion_at = @now, occasion_link = @link,
        occasion_seen_at = iif(@seen, @now, NULL), sequence = sequence + 1, updated_at = @now
      WHERE id = @id AND status = 'published'
    `)
    .run({
      note: null,
      link: null,
      ...statement,
      seen: Number(statement.by === 'coordination' || statement.seen === true),
      id: event.id,
      now: instant(clock),
    }).changes === 1

/** Ends the waiting of what the organiser announced then. False when it is not what is announced any more, or was seen. */
export const markOccasionSeen = (db: Database, clock: Clock, event: Event, statedAt: string | null) =>
  db
    .prepare(`
      UPDATE events SET occasion_seen_at = @now
      WHERE id = @id AND occasion_by = 'organiser' AND occasion_seen_at IS NULL AND occasion_at IS @statedAt
    `)
    .run({ id: event.id, statedAt, now: instant(clock) }).changes === 1

/** The coordination takes it out of the agenda. */
export const markTakenDown = (db: Database, clock: Clock, event: Event, message: string) =>
  db
    .prepare(`
      UPDATE events
      SET status = 'withdrawn', coordinator_message = @message, decided_at = @now, updated_at = @now, sequence = sequence + 1
      WHERE id = @id AND status = 'published'
    `)
    .run({ id: event.id, message, now: instant(clock) }).changes === 1

/** Takes back a proposition: out of the agenda if it was there, not examined any more if it waited. */
export const markWithdrawn = (db: Database, clock: Clock, event: Event) =>
  db
    .prepare(`
      UPDATE events SET status = 'withdrawn', decided_at = @now, updated_at = @now, sequence = sequence + 1
      WHERE id = @id AND status IN ('pending', 'changes_requested', 'published')
    `)
    .run({ id: event.id, now: instant(clock) }).changes === 1
