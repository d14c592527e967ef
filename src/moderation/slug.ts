import type { Clock } from '../clock.ts'
import type { Coordinator } from '../coordinators/queries.ts'
import type { Database } from '../db/open.ts'
import { isSlugReserved, listFormerSlugs, moveEvent } from '../events/slugs.ts'
import { note } from '../journal/queries.ts'
import type { Proposition } from '../propositions/proposition.ts'
import { isSheetSlugTaken } from '../sheets/queries.ts'
import { listFormerSheetSlugs, moveSheet } from '../sheets/slugs.ts'
import { type Errors, readFields, type Typed, text } from '../web/fields.ts'
import { fold } from '../web/french.ts'
import type { Room } from '../web/room.ts'
import { showOvertaken, wasRead } from './overtaken.ts'
import { showProposition, type Tools } from './page.ts'
import { kindOfRoom, openAtDesk } from './place.ts'

export const slugFields = {
  adresse_page: text({
    label: 'Fin de l’adresse',
    hint: 'Des mots et des traits d’union. L’ancienne adresse mènera toujours à la page.',
    missing: 'Fin de l’adresse : écrivez-la',
    max: 80,
  }),
}

/** The page of what is online gets another address; the one before leads to it for good. */
export function openSlugRoom(room: Room, tools: Tools) {
  const { db, clock } = tools

  room.post('/:room/:reference/adresse', (req, res) => {
    const { proposition, place } = openAtDesk(db, kindOfRoom(req.params.room), req, res)
    const typed = req.body ?? {}
    const { slug, errors } = readSlug(db, proposition, typed)
    if (!slug) return showProposition(res.status(422), tools, proposition, place, { act: 'adresse', typed, errors })

    if (wasRead(req, proposition) && move(db, clock, proposition, slug, place.coordinator))
      res.redirect(303, `${place.base}?fait=adresse#statut`)
    else showOvertaken(res, tools, proposition, place, { act: 'adresse', typed })
  })
}

function readSlug(db: Database, proposition: Proposition, typed: Typed): { slug?: string; errors: Errors } {
  const { values, errors } = readFields(slugFields, typed)
  const slug = fold(values.adresse_page ?? '').replaceAll(' ', '-')
  if (values.adresse_page && slug === '')
    errors.adresse_page = 'Fin de l’adresse : écrivez au moins une lettre ou un chiffre'
  else if (slug && slug === slugOf(proposition))
    errors.adresse_page = 'Fin de l’adresse : c’est déjà celle de cette page'
  else if (slug && isTaken(db, proposition, slug))
    errors.adresse_page = 'Fin de l’adresse : une autre page l’a, ou l’a eue ; choisissez-en une autre'
  return Object.keys(errors).length > 0 || slug === '' ? { errors } : { slug, errors }
}

const slugOf = ({ event, sheet }: Proposition) => (event ?? sheet)?.slug

/** One that it had before may be taken back. */
function isTaken(db: Database, { event, sheet }: Proposition, slug: string) {
  if (event) return isSlugReserved(db, slug) && !listFormerSlugs(db, event).includes(slug)
  return sheet !== undefined && isSheetSlugTaken(db, slug) && !listFormerSheetSlugs(db, sheet).includes(slug)
}

function move(
  db: Database,
  clock: Clock,
  { event, sheet, reference }: Proposition,
  slug: string,
  { id }: Coordinator,
): boolean {
  return db
    .transaction(() => {
      const moved = event ? moveEvent(db, clock, event, slug) : sheet ? moveSheet(db, clock, sheet, slug) : false
      const label = 'Adresse de la page'
      const [before, after] = [(event ?? sheet)?.slug ?? '', slug].map((value) => ({ [label]: value }))
      if (moved) note(db, clock, `coordinator:${id}`, 'moved', reference, { before: before ?? {}, after: after ?? {} })
      return moved
    })
    .immediate()
}
