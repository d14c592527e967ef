import { type Clock, instant } from '../clock.ts'
import type { Database } from '../db/open.ts'
import { digest } from '../web/forms.ts'
import { randomToken } from '../web/tokens.ts'
import { type Draft, findDraft, type Late, type Origin } from './queries.ts'

const ownText: Origin = { corrects: null, colleagueId: null, generation: null, startedFrom: null, revisionId: null }

const originOf = ({ corrects, colleagueId, generation, startedFrom, revisionId }: Origin) =>
  corrects === null ? ownText : { corrects, colleagueId, generation, startedFrom, revisionId }

type Kept = Pick<Draft, 'key' | 'kind' | 'typed'> &
  Partial<Pick<Draft, 'replaced' | 'pages' | 'repeats'>> & {
    withNewFile?: boolean
    origin?: Origin
    late?: Late | undefined
  }

/**
 * Keeps what was typed under the key that the form carries, so that the same form posted twice is one draft.
 * A form that was sent and then changed, or comes back with a new file, starts a new draft; unchanged, it is the sent one.
 */
export function keepDraft(
  db: Database,
  clock: Clock,
  { key, kind, typed, replaced = {}, pages = [], withNewFile = false, origin = ownText, late, repeats = null }: Kept,
): Draft {
  const known = findDraft(db, key)
  if (known?.sentAs && known.sentDigest === digest(typed) && !withNewFile) return known

  const kept = known?.sentAs ? randomToken() : key
  db.prepare(`
    INSERT INTO drafts (
      key, kind, typed, pages, corrects, colleague_id, generation, started_from, revision_id, late_edition, late_until, repeats,
      created_at, updated_at
    ) VALUES (
      @key, @kind, @typed, @pages, @corrects, @colleagueId, @generation, @startedFrom, @revisionId, @lateEdition, @lateUntil, @repeats,
      @now, @now
    )
    ON CONFLICT (key) DO UPDATE SET typed = @typed, pages = @pages, replaced = @replaced, faults = NULL, updated_at = @now, warned_at = NULL
  `).run({
    key: kept,
    kind: known?.kind ?? kind,
    typed: JSON.stringify(typed),
    replaced: JSON.stringify(replaced),
    pages: JSON.stringify(pages),
    ...originOf(known ?? origin),
    lateEdition: late?.edition ?? known?.lateEdition ?? null,
    lateUntil: late?.until ?? known?.lateUntil ?? null,
    repeats,
    now: instant(clock),
  })
  return findDraft(db, kept) as Draft
}
