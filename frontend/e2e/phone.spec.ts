import { askFor, expect, openCard, test } from './kit'

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
