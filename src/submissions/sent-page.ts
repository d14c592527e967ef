import { randomBytes } from 'node:crypto'
import { marksOf } from '../drafts/together.ts'
import { slotFields } from '../events/slot-fields.ts'
import type { Page } from '../forms/keep.ts'
import type { FormKind } from '../forms/kinds.ts'
import { unitsOf } from '../forms/units.ts'
import type { Typed } from '../web/fields.ts'

/** The hidden answers that tell one page of a form from another, and what it showed. */
export const traceOf = (kind: FormKind, typed: Typed) => ({
  page: randomBytes(6).toString('base64url'),
  marks: marksOf(unitsOf(kind), typed),
})

/** The page that sent a form; undefined when it does not say. */
export function pageOf(kind: FormKind, typed: Typed, body: Record<string, unknown>): Page | undefined {
  const { page, vu } = body
  if (typeof page !== 'string' || !/^[\w-]{8}$/.test(page)) return undefined

  const sections = kind.sectionsOf(typed).flatMap(({ fields, more }) => [...fields, ...(more?.fields ?? [])])
  return {
    page,
    marks: typeof vu === 'string' ? vu : '',
    act: buttons.map((name) => (body[name] ? `${name} ${String(body[name]).slice(0, 20)}` : '')).join(''),
    units: unitsOf(kind),
    asks: (name) => !Object.hasOwn(kind.fields, name) || Object.hasOwn(slotFields, name) || sections.includes(name),
    worksOn: (unit) => Boolean(body.ajouter || body.enlever) && unit.includes('creneaux'),
  }
}

const buttons = ['ouvrir', 'ajouter', 'enlever', 'retirer', 'remettre', 'lire', 'garder']
