import { labelOf, type Occasion, occasions } from '../events/lists.ts'
import type { Reason } from './waiting.ts'

const words: Record<Reason, string> = {
  new: 'Nouvelle',
  corrected: 'Corrigée',
  revision: 'Modification',
  occasion: 'Annonce',
  message: 'Message',
  report: 'Signalement',
  contact: 'Contact',
}

/** What happens to a published event, in words; nothing while it takes place as planned. */
export const occasionText = (occasion: Occasion) => labelOf(occasions, occasion)

/** Why something waits, in words, always in the same order. */
export const reasonTexts = (reasons: Reason[], occasion: Occasion) =>
  (Object.keys(words) as Reason[])
    .filter((reason) => reasons.includes(reason))
    .map((reason) =>
      reason === 'occasion' ? `${words.occasion} : ${occasionText(occasion) || 'comme prévu'}` : words[reason],
    )
