import type { Database } from '../db/open.ts'
import { addGroup, findGroupByTitle, listGroups } from '../resources/groups.ts'
import type { Said } from '../resources/queries.ts'
import { choice } from '../web/choice-fields.ts'
import { type Errors, readFields, type Typed, text, webAddress } from '../web/fields.ts'

export const groupTitle = (label: string, missing?: string) =>
  text({ label, max: 80, ...(missing ? { missing } : { hint: 'Laissez vide pour prendre celui choisi au-dessus.' }) })

export const link = webAddress({
  label: 'Ou un lien vers un autre site',
  hint: 'Une adresse complète, comme https://www.exemple.fr/guide',
})

/** What is said of a resource, whatever stands behind it. */
export const fieldsOf = (db: Database) => ({
  titre: text({
    label: 'Titre',
    hint: 'Ce qu’on lit sur le lien. Laissé vide : le nom du fichier, ou l’adresse du lien.',
    max: 120,
  }),
  a_quoi: text({ label: 'À quoi elle sert', hint: 'Une phrase ou deux.', max: 400, rows: 3 }),
  pour_qui: text({ label: 'Pour qui', hint: 'Par exemple : organisateurs, acheteurs publics.', max: 160 }),
  groupe: {
    ...choice({
      label: 'Groupe',
      hint: 'Où elle est rangée. Choisissez-en un, ou nommez-en un nouveau au-dessous.',
      options: listGroups(db).map(({ id, title }) => ({ slug: String(id), label: title })),
    }),
    required: true,
  },
  nouveau_groupe:
    listGroups(db).length > 0
      ? groupTitle('Ou un nouveau groupe')
      : { ...groupTitle('Nouveau groupe'), hint: 'Où elle est rangée : le premier de la page.', required: true },
  montrer: choice({
    label: 'Dans la boîte à outils',
    options: [
      { slug: 'oui', label: 'La montrer' },
      { slug: 'non', label: 'Ne pas la montrer : seules les pages qui ont un lien y mènent' },
    ],
    as: 'radio',
  }),
})

export type Described = Omit<Said, 'groupId' | 'title'> & { title: string | undefined; group: number | string }

/** `group` is one that is there, or the title of one to be made. */
export function readDescription(db: Database, typed: Typed): { described?: Described; errors: Errors } {
  const { values, errors } = readFields(fieldsOf(db), typed)
  if (!values.groupe && !values.nouveau_groupe && !errors.groupe && !errors.nouveau_groupe)
    errors[listGroups(db).length > 0 ? 'groupe' : 'nouveau_groupe'] =
      'Groupe : choisissez-en un, ou nommez-en un nouveau'
  if (Object.keys(errors).length > 0) return { errors }
  return {
    described: {
      title: values.titre,
      purpose: values.a_quoi ?? null,
      audience: values.pour_qui ?? null,
      listed: values.montrer === 'non' ? 0 : 1,
      group: values.nouveau_groupe ?? Number(values.groupe),
    },
    errors,
  }
}

/** The group's number; one that is only named is made. */
export function groupIdOf(db: Database, group: number | string) {
  if (typeof group === 'number') return group
  return findGroupByTitle(db, group)?.id ?? addGroup(db, group)
}
