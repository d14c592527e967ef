import { departmentCode, departmentName } from '../communes/departments.ts'
import { choice, yesNo } from '../web/choice-fields.ts'
import { integer, text } from '../web/fields.ts'
import { count } from '../web/french.ts'
import { pairs } from '../web/line-fields.ts'
import { day } from './day-fields.ts'
import { structureKinds } from './lists.ts'
import { amountBrackets, categories, executions, groupings, procedures, techniques } from './procurement.ts'
import { euros, months } from './quantity-fields.ts'
import { onlyWhen, told } from './questions.ts'

// cents where there are some
const inEuros = new Intl.NumberFormat('fr-FR', {
  style: 'currency',
  currency: 'EUR',
  trailingZeroDisplay: 'stripIfInteger',
})
const inLots = { name: 'alloti', is: 'oui' }

export const contract = {
  id: 'marche',
  title: 'Le marché',
  questions: {
    objet: text({
      label: 'Objet du marché',
      missing: 'Objet du marché : dites ce qui a été acheté',
      max: 1000,
      rows: 3,
    }),
    categorie: choice({ label: 'Catégorie', missing: 'Catégorie : choisissez dans la liste', options: categories }),
    procedure: choice({ label: 'Procédure', missing: 'Procédure : choisissez dans la liste', options: procedures }),
    montant: told(
      euros({
        label: 'Montant',
        hint: 'Hors taxes, en euros, par exemple 168 000. À défaut, choisissez une tranche.',
        max: 10_000_000_000,
      }),
      (amount) => `${inEuros.format(amount)} HT`,
    ),
    tranche: {
      ...choice({
        label: 'Tranche de montant',
        hint: 'Nécessaire si vous ne souhaitez pas publier le montant.',
        options: amountBrackets,
      }),
      spare: true,
    },
    duree_mois: told(
      months({
        label: 'Durée',
        hint: 'Par exemple 36 mois ou 3 ans.',
        missing: 'Durée : indiquez-la, en mois ou en années',
        max: 600,
      }),
      (length) => count(length, 'mois', 'mois'),
    ),
    alloti: yesNo({ label: 'Marché alloti', missing: 'Marché alloti : répondez par oui ou par non' }),
    nombre_lots: onlyWhen(
      integer({ label: 'Nombre de lots', hint: 'Si le marché est alloti.', min: 2, max: 500 }),
      inLots,
    ),
    lots_reserves: onlyWhen(
      integer({ label: 'Lots réservés', hint: 'Combien de ces lots sont réservés.', max: 500 }),
      inLots,
    ),
  },
  more: {
    title: 'Ajouter la technique d’achat, la date de notification, les offres reçues',
    questions: {
      technique: choice({ label: 'Technique d’achat', options: techniques }),
      modalite_execution: choice({ label: 'Modalité d’exécution', options: executions }),
      date_notification: day({ label: 'Date de notification', hint: 'Par exemple 15 mars 2021.' }),
      offres_recues: integer({ label: 'Offres reçues', max: 10_000 }),
    },
  },
} as const

const weight = (typed: string) => {
  const number = Number(typed.replace(/\s*%$/, '').replace(',', '.'))
  return number >= 0 && number <= 100 ? number : undefined
}
const criteria = pairs({
  label: 'Critères de jugement des offres',
  hint: 'Un par ligne avec sa pondération, par exemple « Prix : 40 ». Elles font 100 en tout.',
  most: 10,
  max: 200,
  example: 'Prix : 40',
  value: weight,
})
const whole = (list: { value: number }[]) => Math.abs(list.reduce((sum, one) => sum + one.value, 0) - 100) < 0.001
const department = text({ label: 'Département du titulaire', hint: 'Son numéro, par exemple 14.', max: 40 })

export const award = {
  id: 'attribution',
  title: 'L’attribution',
  questions: {},
  more: {
    title: 'Ajouter les critères, le titulaire, la sous-traitance',
    questions: {
      criteres: {
        ...criteria,
        schema: criteria.schema.refine(
          (list) => list.length === 0 || whole(list),
          'Critères de jugement des offres : les pondérations doivent faire 100 en tout',
        ),
        words: (list: { label: string; value: number }[]) =>
          list.map(({ label, value }) => `${label} : ${value.toLocaleString('fr')} %`).join('\n'),
      },
      titulaire: text({
        label: 'Entreprise titulaire',
        hint: 'Laissez vide pour ne pas la nommer. Son nom n’est publié qu’avec son accord.',
        max: 200,
      }),
      titulaire_type: {
        ...choice({ label: 'Le titulaire est', options: structureKinds }),
        title: 'Forme du titulaire',
      },
      titulaire_departement: {
        ...department,
        schema: department.schema
          .transform((typed) => typed && departmentCode(typed))
          .refine(
            (code = '14') => /^(\d{2,3}|2[AB])$/i.test(code),
            'Département du titulaire : écrivez son numéro, comme 14',
          ),
        words: departmentName,
      },
      groupement: choice({ label: 'Groupement', options: groupings }),
      sous_traitance: text({
        label: 'Sous-traitance à l’ESS',
        hint: 'Ce que le titulaire confie à une structure de l’ESS.',
        max: 200,
      }),
    },
  },
} as const
