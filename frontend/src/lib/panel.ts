/** What a helpdesk says to the side panel that it shows, and the other way round. */

export const CONTEXT = 'remit:context'
export const READY = 'remit:ready'
export const OUTCOME = 'remit:outcome'

export type Context = { order?: string; customer?: string; channel?: string }

const CHANNELS = new Set(['phone', 'chat', 'email', 'store', 'social', 'other'])
const NAME = /^[\x21-\x7e]{1,100}$/

const name = (value: unknown): string | undefined => (typeof value === 'string' && NAME.test(value) ? value : undefined)

/** The context that a message brings; null: it is no message of ours, or of nobody on the list. */
export function contextOf(message: Pick<MessageEvent, 'origin' | 'data'>, origins: readonly string[]): Context | null {
  if (!origins.includes(message.origin)) return null
  const said: unknown = message.data
  if (typeof said !== 'object' || said === null || !('type' in said) || said.type !== CONTEXT) return null
  const { order, customer, channel } = said as Record<string, unknown>
  const known = name(channel)
  return { order: name(order), customer: name(customer), channel: known && CHANNELS.has(known) ? known : undefined }
}
