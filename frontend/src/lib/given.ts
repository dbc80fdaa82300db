/** How far a request has come that more than one has to approve. */

type Asked = { approval: { given: readonly unknown[]; needs: number } | null }
type Named = { approval: { given: readonly { by: { id: string } }[] } | null }

export function given({ approval }: Asked): { given: number; needs: number } {
  const many = approval?.given.length ?? 0
  return { given: many, needs: Math.max(approval?.needs ?? 1, many) }
}

/** Whether this person is one of those who approved it already: then it is for others. */
export function isGivenBy({ approval }: Named, id: string): boolean {
  return approval?.given.some(({ by }) => by.id === id) ?? false
}
