import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import type { Sheet } from './queries.ts'

// Each change of state checks itself: false when somebody was faster, and nothing is changed then.

export const markSheetPublished = (db: Database, clock: Clock, sheet: Sheet, slug: string) =>
  db
    .prepare(`
      UPDATE sheets
      SET status = 'published', slug = @slug, coordinator_message = NULL, decided_at = @now, published_at = @now, updated_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ id: sheet.id, slug, now: instant(clock) }).changes === 1

export const markSheetChangesRequested = (db: Database, clock: Clock, sheet: Sheet, message: string) =>
  db
    .prepare(`
      UPDATE sheets SET status = 'changes_requested', coordinator_message = @message, decided_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ id: sheet.id, message, now: instant(clock) }).changes === 1

export const markSheetRefused = (db: Database, clock: Clock, sheet: Sheet, reason: string | null) =>
  db
    .prepare(`
      UPDATE sheets SET status = 'refused', coordinator_message = @reason, decided_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested')
    `)
    .run({ id: sheet.id, reason, now: instant(clock) }).changes === 1

/** A refusal is looked at again. */
export const reopenSheet = (db: Database, clock: Clock, sheet: Sheet) =>
  db
    .prepare(`
      UPDATE sheets SET status = 'pending', coordinator_message = NULL, decided_at = NULL, updated_at = @now
      WHERE id = @id AND status = 'refused'
    `)
    .run({ id: sheet.id, now: instant(clock) }).changes === 1

/** Takes a sheet back, online or not. */
export const withdrawSheet = (db: Database, clock: Clock, sheet: Sheet) =>
  db
    .prepare(`
      UPDATE sheets SET status = 'withdrawn', decided_at = @now, updated_at = @now
      WHERE id = @id AND status IN ('pending', 'changes_requested', 'published')
    `)
    .run({ id: sheet.id, now: instant(clock) }).changes === 1

/** The coordination takes a sheet offline. */
export const takeSheetDown = (db: Database, clock: Clock, sheet: Sheet, message: string) =>
  db
    .prepare(`
      UPDATE sheets SET status = 'withdrawn', coordinator_message = @message, decided_at = @now, updated_at = @now
      WHERE id = @id AND status = 'published'
    `)
    .run({ id: sheet.id, message, now: instant(clock) }).changes === 1
