import { fold } from '../../web/french.ts'

type Contact = Record<'publicContactRole' | 'publicContactEmail' | 'privateName', string | null>

/** Whether a published contact seems to be a person's: their name, or an address made of it. As far as that can be told. */
export function isSomebody({ publicContactRole, publicContactEmail, privateName }: Contact): boolean {
  const names = wordsIn(privateName)
  const said = [...wordsIn(publicContactRole), ...wordsIn(publicContactEmail?.split('@')[0])]
  return civilities.test(publicContactRole ?? '') || said.some((word) => names.includes(word))
}

const civilities = /(?:^|\s)(?:M\.|Mme|Mlle|Monsieur|Madame)\s/

const wordsIn = (text: string | null | undefined) =>
  fold(text ?? '')
    .split(' ')
    .filter((word) => word.length > 2)
