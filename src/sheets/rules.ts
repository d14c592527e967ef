import { checkPublicContact } from '../events/contact-fields.ts'
import type { Errors } from '../web/fields.ts'
import type { FileQuestion } from '../web/forms.ts'
import type { Answers } from './answers.ts'
import { isAnswered, isMet, type Question } from './questions.ts'

// Answers that only make sense together. Each adds its messages to `errors`, one a field.

/** Leaves out what does not concern those who answered so, and asks for what then has to be known. */
export function settleConditions(fields: Record<string, Question>, answers: Record<string, unknown>, errors: Errors) {
  for (const [name, { when, needed }] of Object.entries(fields)) {
    if (when && !isMet(when, answers)) {
      delete answers[name]
      // as long as nobody knows whether it concerns them, what is wrong with it is said with the rest
      if (!errors[when.name]) delete errors[name]
    } else if (needed && !isAnswered(answers[name])) {
      errors[name] ??= needed
    }
  }
}

export function checkAnswersTogether(answers: Answers, year: number, errors: Errors) {
  const { nombre_lots: lots, lots_reserves: reservedLots, citation, citation_role: role, depuis } = answers
  if (lots !== undefined && reservedLots !== undefined && reservedLots > lots) {
    errors.lots_reserves = `Lots réservés : ${reservedLots} sur ${lots}, c’est plus que le nombre de lots`
  }
  if (citation && !role) errors.citation_role ??= 'Qui le dit : donnez la fonction de la personne citée'
  if (role && !citation) errors.citation ??= 'Citation : écrivez-la, ou effacez « Qui le dit »'
  if (depuis !== undefined && depuis > year) errors.depuis = `Depuis : ${depuis} est encore à venir`
  checkPublicContact(answers, errors)
}

/** The amount, or the bracket of those who do not publish it. */
export function checkAmount({ montant, tranche }: Answers, errors: Errors) {
  if (montant === undefined && !tranche) {
    errors.montant ??= 'Montant : donnez le montant hors taxes, ou choisissez une tranche'
  } else if (montant !== undefined && tranche) {
    errors.tranche = 'Tranche de montant : le montant exact est déjà donné ; gardez l’un des deux'
  }
}

/** What must come as a file. */
export function checkFiles(questions: FileQuestion[], files: string[], errors: Errors) {
  for (const { field, missing } of questions) {
    if (missing && !files.includes(field)) errors[field] = missing
  }
}

/** What must be said of an image; what is said of none is left out. `images` are the questions that ask for one. */
export function settleImages(
  images: string[],
  files: string[],
  { fields, answers, errors }: { fields: Record<string, Question>; answers: Answers; errors: Errors },
) {
  const said: Record<string, unknown> = answers
  for (const image of images) {
    const [alt, credit] = [`${image}_alt`, `${image}_credit`]
    if (files.includes(image)) {
      if (!said[alt]) errors[alt] ??= `${fields[alt]?.label} : dites-le en une phrase, pour qui ne la voit pas`
    } else {
      for (const name of [alt, credit]) {
        delete said[name]
        delete errors[name]
      }
    }
  }
  if (!images.some((image) => files.includes(image))) delete said.visuel_droits
  else if (!answers.visuel_droits?.includes('oui'))
    errors.visuel_droits ??= 'Droits sur les images : cochez la case si vous pouvez les publier, ou retirez les images'
}
