import { choice, yesNo } from '../web/choice-fields.ts'
import type { Asked } from '../web/fields.ts'
import { onlyWhen } from './questions.ts'

/** Asked in so many words, under a shorter title where the answer is read. */
const agreement = (title: string, { label, hint, missing }: Asked) => ({
  ...yesNo({ label, ...(hint ? { hint } : {}), ...(missing ? { missing } : {}) }),
  title,
})

const publication = (what: string) =>
  agreement('Publication sur ce site', {
    label: `Acceptez-vous que ${what} soit publiée sur ce site ?`,
    hint: 'La coordination la relit avant. Vous restez propriétaire du texte et pouvez le faire retirer à tout moment.',
    missing: 'Publication sur ce site : répondez par oui ou par non',
  })

/** What is agreed to: each question is answered, none beforehand. */
export const rexConsents = {
  id: 'accords',
  title: 'Vos accords',
  filed: true,
  private: true,
  questions: {
    remis_par: {
      ...choice({
        label: 'Vous remettez cette fiche',
        missing: 'Vous remettez cette fiche : dites si c’est au nom de l’acheteur ou pour lui',
        options: [
          { slug: 'acheteur', label: 'Au nom de l’acheteur' },
          { slug: 'autre', label: 'Pour un acheteur qui n’est pas votre structure' },
        ],
        as: 'radio',
      }),
      title: 'Remise de la fiche',
    },
    accord_acheteur: onlyWhen(
      agreement('Accord de l’acheteur', {
        label: 'L’acheteur est-il d’accord pour qu’elle soit publiée ?',
        hint: 'Nécessaire si vous la remettez pour lui. Elle n’est pas publiée sans son accord.',
      }),
      { name: 'remis_par', is: 'autre' },
      'Accord de l’acheteur : répondez par oui ou par non, puisque vous remettez la fiche pour lui',
    ),
    accord_titulaire: onlyWhen(
      agreement('Accord de l’entreprise titulaire', {
        label: 'L’entreprise titulaire est-elle informée, et accepte-t-elle d’être nommée ?',
        hint: 'Nécessaire si vous l’avez nommée. Son nom n’est pas publié sans son accord.',
      }),
      { name: 'titulaire' },
      'Accord de l’entreprise titulaire : répondez par oui ou par non, puisque vous la nommez',
    ),
    accord_publication: publication('cette fiche'),
    accord_portail: agreement('Transmission à ESS France', {
      label: 'Acceptez-vous qu’elle soit transmise à ESS France, pour son portail national et sa carte ?',
      hint: 'Un oui la publie aussi en données ouvertes, sous Licence Ouverte 2.0 : chacun peut la réutiliser en citant sa source.',
      missing: 'Transmission à ESS France : répondez par oui ou par non',
    }),
  },
} as const

export const carteBlancheConsents = {
  id: 'accords',
  title: 'Vos accords',
  filed: true,
  private: true,
  questions: {
    accord_publication: publication('cette carte blanche'),
    accord_reseaux: agreement('Réseaux sociaux', {
      label: 'Acceptez-vous qu’elle soit relayée sur les réseaux sociaux de la coordination ?',
      missing: 'Réseaux sociaux : répondez par oui ou par non',
    }),
  },
} as const
