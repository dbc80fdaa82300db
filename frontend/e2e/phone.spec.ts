import type { Locator, Page } from '@playwright/test'
import { askFor, expect, expectAccessible, fillIn, freshOrder, openCard, test } from './kit'

/** Where on the screen something begins (0) or ends (1), downwards. */
async function edge(of: Locator, part: number) {
  const box = await of.boundingBox()
  return box ? box.y + part * box.height : Number.NaN
}

/** A page that can be moved sideways has something in it that is too wide. */
const width = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth)

test('a manager settles on a phone: tabs below, the card opens, one tap', async ({ as, page: measure }) => {
  const lead = await as('lead', 0, { viewport: measure.viewportSize(), hasTouch: true, isMobile: true })
  await lead.page.goto('/inbox')
  const agent = await as('agent')
  await askFor(agent.page, '93.11')
  await expect(lead.page.getByRole('link', { name: /Inbox \d+ waiting/ }).last()).toBeVisible()
  await openCard(lead.page, '93.11')
  await expect(lead.page.getByText('Others like it')).toBeVisible()
  await lead.page.getByRole('button', { name: 'Approve USD 93.11' }).tap()
  await expect(agent.page.getByText(/Moved once, at/)).toBeVisible()
  await lead.page.goto('/limits')
  await expect(lead.page.getByRole('row', { name: /^Refund Owed alone/ })).toBeVisible()
  expect(await width(lead.page)).toBe(measure.viewportSize()?.width)
})

test('an agent asks on a phone: the form keeps still while it is filled in', async ({ as, page: measure }) => {
  const { page } = await as('agent', 9, { viewport: measure.viewportSize(), hasTouch: true, isMobile: true })
  await page.goto(`/ask?order=${await freshOrder(page)}`)
  const amount = page.getByRole('textbox', { name: 'Amount' })
  await expect(amount).toBeFocused()
  await amount.fill('20.15')
  // The address follows the form after a moment; the form must not be scrolled away by that.
  await expect(page).toHaveURL(/amount=2015/)
  await expect(amount).toBeInViewport()
  await page.getByRole('combobox', { name: 'Reason' }).tap()
  await page.getByRole('option', { name: /Damaged/ }).tap()
  await page.getByRole('button', { name: 'Give USD 20.15 now' }).tap()
  await expect(page.getByText(/Moved once, at/)).toBeVisible()
})

test('the answer is in sight while the amount is typed on a phone, and leads to the rest of it', async ({ as }) => {
  const { page } = await as('agent', 8, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await page.goto(`/ask?order=${await freshOrder(page)}&reason=DAMAGED_DEFECTIVE`)
  const amount = page.getByRole('textbox', { name: 'Amount' })
  await expect(amount).toBeFocused()
  await amount.fill('75.00')
  const verdict = page.getByText('USD 25.00 over your limit')
  await expect(verdict.first()).toBeInViewport({ ratio: 1 })
  // What is typed stays clear of it.
  const gap = async () => (await edge(page.locator('button', { has: verdict }), 0)) - (await edge(amount, 1))
  await expect.poll(gap).toBeGreaterThan(0)
  await expectAccessible(page)
  await verdict.first().tap()
  await expect(page.getByRole('meter')).toBeInViewport()
  await expect(verdict).toHaveCount(1)
  await expect(verdict).toBeInViewport({ ratio: 1 })
})

test('People fits a phone in the longer language, its tabs are scrolled by themselves', async ({
  as,
  page: measure,
}) => {
  const phone = { viewport: measure.viewportSize(), hasTouch: true, isMobile: true, locale: 'de-DE' }
  const { page } = await as('ops', 0, phone)
  await page.goto('/people?tab=routing')
  await expect(page.getByRole('heading', { name: 'An wen ginge das?' })).toBeVisible()
  expect(await width(page)).toBe(measure.viewportSize()?.width)
  await page.goto('/people?tab=away')
  await expect(page.getByText('Abwesend', { exact: true }).first()).toBeInViewport()
})

test('a long word without blanks breaks, on the card and in what is said about it', async ({ as, page: measure }) => {
  const phone = { viewport: measure.viewportSize(), hasTouch: true, isMobile: true }
  const lead = await as('lead', 0, phone)
  await lead.page.goto('/inbox')
  const agent = await as('agent', 2)
  await fillIn(agent.page, '93.21')
  const word = 'x'.repeat(240)
  await agent.page.getByRole('textbox', { name: 'Note' }).fill(word)
  await agent.page.getByRole('button', { name: 'Ask for USD 93.21' }).click()
  await openCard(lead.page, '93.21')
  await expect(lead.page.getByText(`“${word}”`)).toBeVisible()
  expect(await width(lead.page)).toBe(measure.viewportSize()?.width)
  await lead.page.getByRole('button', { name: 'Reject' }).tap()
  await lead.page.getByRole('dialog').getByRole('textbox').fill(word)
  await lead.page.getByRole('dialog').getByRole('button', { name: 'Reject', exact: true }).tap()
  await expect(lead.page.getByText(/You rejected this at/)).toBeVisible()
  expect(await width(lead.page)).toBe(measure.viewportSize()?.width)
})

test('a version that is chosen on a phone comes into sight', async ({ as, page: measure }) => {
  const phone = { viewport: measure.viewportSize(), hasTouch: true, isMobile: true }
  const { page } = await as('ops', 0, phone)
  await page.goto('/limits?tab=versions')
  const versions = page.getByRole('list', { name: 'Versions' }).getByRole('button')
  await versions.nth(1).tap()
  await expect(page.getByRole('button', { name: 'Return to this version' })).toBeInViewport()
  await expect(versions.first()).not.toBeInViewport()
})
