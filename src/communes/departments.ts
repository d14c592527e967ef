import { fold } from '../web/french.ts'

/** The départements of the region, in the order of their numbers. */
export const departments = [
  { slug: '14', label: 'Calvados' },
  { slug: '27', label: 'Eure' },
  { slug: '50', label: 'Manche' },
  { slug: '61', label: 'Orne' },
  { slug: '76', label: 'Seine-Maritime' },
] as const

export const departmentName = (code: string) =>
  departments.find((department) => department.slug === code)?.label ?? code

/** Its number, of one of the region that is written by its name: « Calvados », « Calvados (14) »; of another, what is written. */
export const departmentCode = (typed: string) =>
  departments.find(({ slug, label }) =>
    [label, `${label} ${slug}`, `${slug} ${label}`].some((one) => fold(one) === fold(typed).trim()),
  )?.slug ?? typed

/** « dans l’Eure », « en Seine-Maritime » */
export const departmentWithin = (code: string) => within[code] ?? `dans le département ${code}`

const within: Record<string, string> = {
  14: 'dans le Calvados',
  27: 'dans l’Eure',
  50: 'dans la Manche',
  61: 'dans l’Orne',
  76: 'en Seine-Maritime',
}
