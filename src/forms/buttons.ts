import { withOneMoreSlot, withoutSlot } from '../events/slot-fields.ts'
import type { Typed } from '../web/fields.ts'

/** The buttons that unfold questions, add or take away a slot, or change the way a sheet is handed in, work on what was typed. */
export function changed(typed: Typed, body: Record<string, unknown>): Typed {
  if (body.ouvrir) return { ...typed, ouvertes: [...new Set([typed.ouvertes ?? [], String(body.ouvrir)].flat())] }
  if (body.ajouter === 'creneau') return withOneMoreSlot(typed)
  if (body.enlever) return withoutSlot(typed, Number(body.enlever))
  if (body.remettre === 'saisie' || body.remettre === 'fichier') return { ...typed, remise: body.remettre }
  return typed
}
