import { askFor, expect, freshOrder, openCard, test } from './kit'

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
  const wide = await lead.page.evaluate(() => document.documentElement.scrollWidth)
  expect(wide).toBe(measure.viewportSize()?.width)
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
