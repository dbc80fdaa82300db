import { type Browser, type BrowserContextOptions, expect, type Page, test } from '@playwright/test'
import { edit, hand, startAfresh } from './grid'
import { demo, fillIn } from './kit'

const WIDE = { viewport: { width: 1280, height: 900 }, deviceScaleFactor: 1.5 }
const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true }

/** The page of somebody whom the README's tour names, signed in; nothing on it moves by itself. */
async function of(browser: Browser, name: string, options: BrowserContextOptions = WIDE) {
  const baseURL = `http://127.0.0.1:${process.env.REMIT_E2E_PORT}`
  const context = await browser.newContext({ baseURL, locale: 'en-GB', reducedMotion: 'reduce', ...options })
  const page = await context.newPage()
  const { people, password } = await demo(page)
  const email = people.find((one) => one.name === name)?.email ?? ''
  const answer = await page.request.post('/api/v1/session', { data: { email, password }, headers: { Origin: baseURL } })
  expect(answer.status()).toBe(204)
  return page
}

async function take(page: Page, name: string) {
  await page.evaluate(() => document.fonts.ready)
  await page.mouse.move(0, 0)
  await page.waitForTimeout(600)
  await page.screenshot({ path: `../docs/pictures/${name}.png` })
}

async function openCard(lead: Page, requester: string) {
  await lead.locator('[data-card]').filter({ hasText: requester }).filter({ hasText: '90.00' }).click()
  await expect(lead.getByText('Others like it')).toBeVisible()
}

test('signing in', async ({ browser }) => {
  const page = await (await browser.newContext(WIDE)).newPage()
  await page.goto(`http://127.0.0.1:${process.env.REMIT_E2E_PORT}/sign-in`)
  await expect(page.getByRole('heading', { name: 'Walk in as somebody' })).toBeVisible()
  await take(page, 'sign-in')
})

test('asking, settling, looking back', async ({ browser }) => {
  const lead = await of(browser, 'Maren Mbeki')
  await lead.goto('/inbox')
  const agent = await of(browser, 'Viktor Novak')
  await fillIn(agent, '90.00')
  await expect(agent.getByText('Maren Mbeki is there', { exact: false })).toBeVisible()
  await take(agent, 'ask')
  await agent.getByRole('button', { name: 'Ask for USD 90.00' }).click()
  await expect(agent.getByText('With Maren Mbeki')).toBeVisible()

  await openCard(lead, 'Viktor Novak')
  await take(lead, 'inbox')
  const night = await of(browser, 'Maren Mbeki', { ...WIDE, colorScheme: 'dark' })
  await night.goto('/inbox')
  await openCard(night, 'Viktor Novak')
  await take(night, 'dark')

  await lead.getByRole('button', { name: 'Approve USD 90.00' }).last().click()
  await expect(agent.getByText(/Moved once, at/)).toBeVisible()
  const ops = await of(browser, 'Hugo Ferreira')
  await ops.goto('/history')
  await ops.getByRole('table').getByRole('row').filter({ hasText: 'Viktor Novak' }).getByRole('button').first().click()
  await expect(ops.getByText('What happened')).toBeVisible()
  await take(ops, 'history')
})

test('the limits with a draft in hand', async ({ browser }) => {
  const page = await of(browser, 'Hugo Ferreira')
  await startAfresh(page)
  await edit(page, /^Refund Owed alone/, 'Agent', '60.00')
  await expect(hand(page)).toContainText('USD 60.00')
  await take(page, 'limits')
})

test('asking on a phone', async ({ browser }) => {
  const page = await of(browser, 'Anouk Reyes', PHONE)
  await fillIn(page, '45.00')
  await expect(page.getByText('Within your authority')).toBeVisible()
  await expect(page).toHaveURL(/amount=4500/) // The address follows the form, and scrolls up.
  await page.getByRole('textbox', { name: 'Amount' }).evaluate((field) => field.scrollIntoView())
  await take(page, 'phone')
})
