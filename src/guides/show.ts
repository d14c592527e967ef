import type { Guide } from './guide.ts'
import { findPicture } from './pictures.ts'

/** What the view of a guide shows. */
export const guideLocals = ({ title, lede, steps }: Guide) => ({
  title,
  lede,
  steps: steps.map(({ picture, ...step }) => ({ ...step, picture: picture && findPicture(picture) })),
})
