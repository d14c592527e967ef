import type { Role } from './queries.ts'

/** What an account may do, as the forms of the desk and the operator say it. */
export const roles: { slug: string; code: Role; label: string; hint: string }[] = [
  {
    slug: 'coordination',
    code: 'coordinator',
    label: 'Coordination',
    hint: 'Lit tout, décide, écrit aux organisateurs, tient le site à jour.',
  },
  {
    slug: 'lecture',
    code: 'reader',
    label: 'Lecture',
    hint: 'Voit les propositions, l’équilibre et le bilan ; ni les coordonnées privées, ni les décisions.',
  },
]

export const roleText = (role: Role) => roles.find(({ code }) => code === role)?.label ?? role
