import { departments } from '../communes/departments.ts'
import type { Database } from '../db/open.ts'
import { dayOptions } from '../editions/edition.ts'
import type { Edition } from '../editions/queries.ts'
import { type Status, statuses, types } from '../events/lists.ts'
import { kindNames, type PropositionKind } from '../propositions/proposition.ts'
import type { Typed } from '../web/fields.ts'
import type { Filter } from '../web/filters.ts'

/** Somebody who would be written to, once, with all that is theirs in the group. */
export type Recipient = {
  email: string
  name: string
  organisation: string
  propositions: { reference: string; title: string }[]
}

/** What a group is chosen by, in the words of its form. */
export const choicesFor = (edition: Edition): Filter[] => [
  {
    name: 'statut',
    label: 'État',
    any: 'En attente ou en ligne',
    options: statuses.map(({ code, label }) => ({ slug: code, label })),
  },
  {
    name: 'nature',
    label: 'Nature',
    any: 'Toutes',
    options: Object.entries(kindNames).map(([slug, label]) => ({ slug, label })),
  },
  { name: 'departement', label: 'Département', any: 'Tous', options: [...departments] },
  { name: 'jour', label: 'Jour', any: 'Tous', options: dayOptions(edition) },
  { name: 'type', label: 'Type d’événement', any: 'Tous', options: [...types] },
]

/** What may be missing in a proposition, by the name of its box. */
export const gaps = [
  { name: 'sans_heure', label: 'Sans heure indiquée' },
  { name: 'sans_contact', label: 'Sans contact publié' },
] as const

/** The part of a form, or of an address, that chooses the group; nothing that no list has. */
export function readGroup(edition: Edition, asked: Record<string, unknown>): Record<string, string> {
  const chosen = choicesFor(edition).flatMap(({ name, options }) =>
    options.some(({ slug }) => slug === asked[name]) ? [[name, String(asked[name])]] : [],
  )
  const missing = gaps.flatMap(({ name }) => (asked[name] === 'oui' ? [[name, 'oui']] : []))
  return Object.fromEntries([...chosen, ...missing])
}

type Row = { email: string; name: string | null; organisation: string; reference: string; title: string }

/** Who is in a group, by organisation: one line an address, however many propositions it has. */
export function listGroup(db: Database, { id }: Edition, group: Typed): Recipient[] {
  const rows = db
    .prepare<Record<string, unknown>, Row>(`
      SELECT
        propositions.reference, propositions.title, propositions.organisation,
        coalesce(events.private_email, sheets.private_email) AS email,
        coalesce(events.private_name, sheets.private_name) AS name
      FROM propositions
      LEFT JOIN events ON events.reference = propositions.reference
      LEFT JOIN sheets ON sheets.reference = propositions.reference
      WHERE
        editionId = @id AND coalesce(events.private_email, sheets.private_email) IS NOT NULL
        AND (propositions.status = @status
          OR (@status IS NULL AND propositions.status IN ('pending', 'changes_requested', 'published')))
        AND (@kind IS NULL OR propositions.kind = @kind)
        AND (@department IS NULL OR propositions.department = @department)
        AND (@type IS NULL OR events.type = @type)
        AND (@day IS NULL OR EXISTS (SELECT 1 FROM event_slots WHERE event_id = events.id AND day = @day))
        AND (NOT @unhoured OR EXISTS (SELECT 1 FROM event_slots WHERE event_id = events.id AND starts_at IS NULL))
        AND (NOT @uncontacted OR coalesce(
          events.public_contact_email, events.public_contact_phone, sheets.public_contact_email, sheets.public_contact_phone
        ) IS NULL)
      ORDER BY propositions.organisation COLLATE NOCASE, propositions.title COLLATE NOCASE, propositions.reference
    `)
    .all({
      id,
      status: (group.statut as Status) ?? null,
      kind: (group.nature as PropositionKind) ?? null,
      department: group.departement ?? null,
      type: group.type ?? null,
      day: group.jour ?? null,
      unhoured: Number(group.sans_heure === 'oui'),
      uncontacted: Number(group.sans_contact === 'oui'),
    })

  const recipients = new Map<string, Recipient>()
  for (const { email, name, organisation, reference, title } of rows) {
    const key = email.toLowerCase()
    const known = recipients.get(key) ?? { email, name: name ?? '', organisation, propositions: [] }
    known.propositions.push({ reference, title })
    recipients.set(key, known)
  }
  return [...recipients.values()]
}
