/** The pages of the queue and of what it leads to, as examples.ts. */
export const deskExamples = [
  '/moderation',
  '/moderation?statut=published',
  '/moderation?raison=nouvelle&departement=14&q=atelier',
  '/moderation?q=introuvable',
  '/moderation/courrier',
  '{courrier}',
  '{reportAtDesk}',
  '{reported}',
  '/moderation/aide',
  '{event}',
  '{revised}',
  '{rex}',
  '{carteBlanche}',
  '{event}/apercu',
  '{revised}/apercu',
  '{carteBlanche}/apercu',
]
