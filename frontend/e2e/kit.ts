import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const origin = `http://127.0.0.1:${process.env.REMIT_E2E_PORT}`

type Demo = {
  password: string
  people: { email: string; name: string; role: string; tier: string | null; team: string | null }[]
  orders: { id: string; currency: string; captured: number; refundable: number }[]
}
export type Somebody = Demo['people'][number]

export async function demo(page: Page): Promise<Demo> {
  return (await (await page.request.get('/api/v1/demo')).json()) as Demo
}

/** A page of its own browser, signed in as the nth person of a tier or role. */
export async function as(browser: Browser, who: string, nth = 0, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ baseURL: origin, ...options })
  const page = await context.newPage()
  const { people, password } = await demo(page)
  const ofTier = people.filter(({ tier }) => tier === who)
  const person = (ofTier.length > 0 ? ofTier : people.filter(({ role }) => role === who))[nth]
  if (!person) throw new Error(`nobody is ${who} ${nth}`)
  const data = { email: person.email, password }
  const answer = await page.request.post('/api/v1/session', { data, headers: { Origin: origin } })
  expect(answer.status()).toBe(204)
  return { page, person }
}

type As = (who: string, nth?: number, options?: BrowserContextOptions) => ReturnType<typeof as>

/** `as` for a test: what it opens is closed when the test ends, so that nobody stays present for the next. */
export const test = base.extend<{ as: As }>({
  as: async ({ browser }, use) => {
    const opened: Page[] = []
    await use(async (who, nth, options) => {
      const entered = await as(browser, who, nth, options)
      opened.push(entered.page)
      return entered
    })
    for (const page of opened) await page.context().close()
  },
})
export { expect }

let taken = 0

/** An order that no other test uses, with plenty left on it. */
export async function freshOrder(page: Page): Promise<string> {
  const { orders } = await demo(page)
  const rich = orders.filter(({ currency, refundable }) => currency === 'USD' && refundable >= 300_000)
  // Another worker begins anew: what was given on an order, or is held, is summed with what is asked for next.
  const whole = rich.filter(({ captured, refundable }) => captured === refundable)
  const order = whole.length > taken ? whole[taken] : (whole[0] ?? rich[taken % rich.length])
  taken = whole.length > taken + 1 ? taken + 1 : 0
  if (!order) throw new Error('no order')
  return order.id
}

/** Fills the form for a fresh order, up to the answer of the meter. */
export async function fillIn(page: Page, amount: string, reason = /Damaged/) {
  await page.goto(`/ask?order=${await freshOrder(page)}`)
  await expect(page.getByRole('button', { name: 'Change', exact: true })).toBeVisible()
  await page.getByRole('textbox', { name: 'Amount' }).fill(amount)
  await page.getByRole('combobox', { name: 'Reason' }).click()
  await page.getByRole('option', { name: reason }).click()
}

/** Asks for something over the limit and waits until it is pending. */
export async function askFor(page: Page, amount: string) {
  await fillIn(page, amount)
  await page.getByRole('button', { name: `Ask for USD ${amount}` }).click()
  await expect(page).toHaveURL(/\/ask\/req_/)
}

/** The card of this amount in the inbox, made the chosen one; others may wait there, too. */
export async function openCard(page: Page, amount: string) {
  const card = page.getByRole('list', { name: 'Inbox' }).getByRole('button', { name: `USD ${amount} ` })
  await card.filter({ hasNotText: 'Approve' }).first().click()
  await expect(page.getByRole('article')).toContainText(amount)
}

/** A label of its own, to tell one's request from every other: no two tests ask for the same amount. */
export const approveButton = (page: Page, amount: string) => page.getByRole('button', { name: `Approve USD ${amount}` })

type Violation = { id: string; help: string; nodes: { html: string }[] }

/** Fails on any violation of WCAG 2.0 to 2.2 A and AA, and of the best practices. */
export async function expectAccessible(page: Page) {
  // A pointer left on a control keeps its tooltip open; judged is the page as it rests.
  await page.mouse.move(0, 0)
  await expect(page.getByRole('tooltip')).toHaveCount(0)
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const run = (window as unknown as { axe: { run: (o: object) => Promise<{ violations: Violation[] }> } }).axe.run
    const values = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return (await run({ runOnly: { type: 'tag', values } })).violations
  })
  expect(
    found.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html.slice(0, 220)) })),
  ).toEqual([])
}
