/** How far a request has come that more than one has to approve. */

type Asked = { approval: { given: readonly unknown[]; needs: number } | null }

export function given({ approval }: Asked): { given: number; needs: number } {
  const many = approval?.given.length ?? 0
  return { given: many, needs: Math.max(approval?.needs ?? 1, many) }
}
