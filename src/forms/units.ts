import type { Unit } from '../drafts/together.ts'
import { slotFields } from '../events/slot-fields.ts'
import { answerNames } from './form.ts'
import type { FormKind } from './kinds.ts'

/** Slots are numbered anew when one goes, and a choice of communes is one of what was typed. */
export function unitsOf(kind: FormKind): Unit[] {
  const names = answerNames(kind)
  const joint = [
    [...Object.keys(slotFields), 'creneaux'],
    ['commune', 'commune_choix'],
  ]
    .map((unit) => unit.filter((name) => names.includes(name)))
    .filter((unit) => unit.length > 0)
  return [...joint, ...names.filter((name) => !joint.flat().includes(name)).map((name) => [name])]
}
