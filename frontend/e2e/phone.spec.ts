import { expect, test } from '@playwright/test'
import { as, askFor } from './kit'

test('a manager settles on a phone: tabs below, the card opens, one tap', async ({ browser, page: measure }) => {
  const lead = await as(browser, 'lead', 0, { viewport: measure.viewportSize(), hasTouch: true, isMobile: true })
  await lead.page.goto('/inbox')
  const agent = await as(browser, 'agent')
  await askFor(agent.page, '93.00')
  await expect(lead.page.getByRole('link', { name: /Inbox 1 waiting/ }).last()).toBeVisible()
  await lead.page.getByRole('list', { name: 'Inbox' }).getByRole('button').first().tap()
  await expect(lead.page.getByText('Others like it')).toBeVisible()
  await lead.page.getByRole('button', { name: 'Approve USD 93.00' }).tap()
  await expect(agent.page.getByText(/Moved once, at/)).toBeVisible()
  const wide = await lead.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  expect(wide).toBe(false)
})
