import type { Role } from './queries.ts'

/** What an account may do, as the forms of the desk and the operator say it. */
export const roles: { slug: string; code: Role; label: string; allows: string }[] = [
  {
    slug: 'coordination',
    code: 'coordinator',
    label: 'Coordination',
    allows: 'lit tout, décide, écrit aux organisateurs, tient le site à jour',
  },
  {
    slug: 'lecture',
    code: 'reader',
    label: 'Lecture',
    allows: 'voit les propositions, l’équilibre et le bilan, sans les coordonnées privées ni les décisions',
  },
]

export const roleText = (role: Role) => roles.find(({ code }) => code === role)?.label ?? role
