/** One point that the site looks at by itself; `to` is the part of the page that it is about. */
export type Check = { ok: boolean; about: string; found: string; to: string; links?: { text: string; href: string }[] }

export const point = (about: string, to: string, ok: boolean, fine: string, wrong: string): Check => ({
  ok,
  about,
  found: ok ? fine : wrong,
  to,
})

export const consentCheck = (given: boolean, to: string, missing: string) =>
  point('Accord de publication', to, given, 'enregistré', missing)
