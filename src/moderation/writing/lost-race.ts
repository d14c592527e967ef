import { HttpError } from '../../web/errors.ts'

/** Somebody was faster by a moment: what was written is in the form's draft. */
export const lostRace = new HttpError(
  409,
  'Cette proposition vient de changer : rien n’a été enregistré. Rouvrez son formulaire, ce que vous avez écrit y est gardé.',
  'La proposition a changé',
)
