/** A refusal (RFC 9457) or a failure to reach the server, as the screens show it. */
export class Problem extends Error {
  constructor(
    readonly name: string,
    readonly status: number,
    readonly title: string,
    readonly detail: string,
    readonly members: Record<string, unknown> = {},
    readonly retryAfter: number | null = null,
  ) {
    super(detail)
  }

  /** A typed member that names a person, such as `settled_by`. */
  person(key: string): string | null {
    const value = this.members[key]
    if (typeof value !== 'object' || value === null || !('name' in value)) return null
    return typeof value.name === 'string' ? value.name : null
  }
}

const text = (value: unknown, otherwise: string) => (typeof value === 'string' && value ? value : otherwise)

function seconds(response: Response): number | null {
  const header = response.headers.get('Retry-After')
  if (!header) return null
  const count = Number(header)
  if (Number.isFinite(count)) return Math.max(0, count)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1000))
}

/** Reads a refused response; a body that is no problem document still becomes a sentence. */
export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  const members = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  return problemIn(members, response.status, seconds(response))
}

/** The members of a problem document, or of one item of an answer, as a Problem. */
export function problemIn(members: Record<string, unknown>, status: number, retryAfter: number | null = null): Problem {
  const name = text(members.type, '').split('/').pop() || 'unexpected'
  const detail = text(members.detail, `The server answered ${status}. Try again in a moment.`)
  return new Problem(name, status, text(members.title, 'Not possible'), detail, members, retryAfter)
}

/** Whatever was thrown, as a Problem: a fetch that never arrived becomes `unreachable`. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  return new Problem('unreachable', 0, 'No connection', 'The server cannot be reached. Nothing was lost; try again.')
}
