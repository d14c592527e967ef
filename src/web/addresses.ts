/** Whether two addresses are one, however they are written; none is nobody's. */
export const isSame = (one: string | null | undefined, other: string | null | undefined) =>
  Boolean(one) && one?.toLowerCase() === other?.toLowerCase()
