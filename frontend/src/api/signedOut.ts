import { bell } from '../lib/bell'

/** Rung when the server no longer knows the session (401, or the live channel closed with 4401). */
export const sessionEnded = bell()
