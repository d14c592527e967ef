import type { Request, Response } from 'express'
import type { Draft } from '../../drafts/queries.ts'
import type { Edition } from '../../editions/queries.ts'
import type { Errors } from '../../web/fields.ts'
import { unconfirmed, type Warning } from '../../web/forms.ts'
import { formPage, privatePage } from '../../web/page.ts'
import type { Room } from '../../web/room.ts'
import { openEdition } from '../open.ts'
import type { Tools } from '../routes.ts'
import { dryRun, toConfirm } from './dry-run.ts'
import { countLines, type Line, tally } from './line.ts'
import { outcomeOf } from './outcome.ts'
import { sendLines } from './send.ts'
import { addressOf, bulkDraft, showBulkForm } from './show.ts'
import { readBulk } from './table.ts'

type Checked = { edition: Edition; draft: Draft; lines: Line[]; notes: string[]; warnings: Warning[] }

/** « Vérifiez vos événements »: each row of the file with what it lacks, the button that sends, and what came of it. */
export function openBulkCheckRoom(room: Room, tools: Tools) {
  const { db, secret } = tools

  room.get('/plusieurs/:draft/verification', async (req, res) => {
    const checked = await check(req, res)
    if (checked) showCheck(res, checked)
  })

  room.post('/plusieurs/:draft/verification', async (req, res) => {
    const checked = await check(req, res)
    if (!checked) return

    const { edition, draft, lines, warnings } = checked
    if (lines.every(({ sent }) => sent)) return showCheck(res, checked)

    const confirmed = [req.body?.confirmer ?? []].flat()
    const open = warnings.filter(({ name }) => !confirmed.includes(name))
    if (open.length > 0) return showCheck(res.status(422), checked, unconfirmed(open))

    sendLines(tools, edition, draft, lines)
    res.redirect(303, `${addressOf(draft)}/envoi`)
  })

  room.get('/plusieurs/:draft/envoi', (req, res) => {
    const draft = bulkDraft(tools, req)
    if (!draft.sentAs) return res.redirect(303, `${addressOf(draft)}/verification`)
    privatePage(res, 'submissions/bulk/outcome', { title: 'Vos événements', ...outcomeOf(db, secret, draft) })
  })

  /** The rows as they would be sent; undefined when the answer was given: they were sent already, or the file cannot be read. */
  async function check(req: Request, res: Response): Promise<Checked | undefined> {
    const draft = bulkDraft(tools, req)
    if (draft.sentAs) return void res.redirect(303, `${addressOf(draft)}/envoi`)

    const edition = openEdition(res, tools, draft)
    if (!edition) return

    const reading = await readBulk(tools, edition, draft)
    // Somebody pressed twice: by now the other press may have sent it, and each of its rows would look like a twin of itself.
    if (bulkDraft(tools, req).sentAs) return void res.redirect(303, `${addressOf(draft)}/envoi`)
    if (!reading.ok) return void showBulkForm(res.status(422), tools, draft, reading.errors)

    const lines = dryRun(db, edition, draft, reading.table.rows)
    return { edition, draft, lines, notes: reading.table.notes, warnings: toConfirm(lines) }
  }
}

function showCheck(res: Response, { draft, lines, notes, warnings }: Checked, errors: Errors = {}) {
  const answer = res.statusCode === 422 ? formPage : privatePage
  answer(res, 'submissions/bulk/check', {
    title: 'Vérifiez vos événements',
    address: addressOf(draft),
    counts: countLines(lines),
    ...tally(lines),
    lines,
    notes,
    warnings,
    confirmed: [],
    errors,
    script: '/js/once.js',
  })
}
