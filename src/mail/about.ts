type Data = Record<string, unknown>

/** The propositions that a mail, or what is told in one, is about, by their references. */
export const referencesOf = ({ reference, references, items, notices }: Data): string[] => [
  ...new Set(
    [
      reference ?? [],
      references ?? [],
      partsIn(items).map((item) => item.reference),
      partsIn(notices).flatMap((notice) => referencesOf(notice.data as Data)),
    ]
      .flat()
      .map(String),
  ),
]

/** The colleagues of an organiser that it is written to, by their numbers: one for each proposition. */
export const colleaguesOf = ({ colleague, items }: Data): number[] =>
  [colleague, ...partsIn(items).map((item) => item.colleague)].filter((id) => typeof id === 'number')

const partsIn = (parts: unknown) => (Array.isArray(parts) ? (parts as Data[]) : [])
