import { expect, type Page, test } from '@playwright/test'
import { as, askFor, expectAccessible, fillIn } from './kit'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`accessible, ${colorScheme}`, () => {
    const look = (page: Page) => ({ colorScheme, viewport: page.viewportSize() })

    test('sign-in', async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto('/sign-in')
      await expect(page.getByRole('heading', { name: 'Walk in as somebody' })).toBeVisible()
      await expectAccessible(page)
    })

    test('ask, its answers, and what came of it', async ({ browser, page: measure }) => {
      const { page } = await as(browser, 'agent', 6, look(measure))
      await page.goto('/ask')
      await expect(page.getByRole('table')).toBeVisible()
      await expectAccessible(page)
      await fillIn(page, '90.00')
      await expect(page.getByText('USD 40.00 over your limit')).toBeVisible()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Ask for USD 90.00' }).click()
      await expect(page.getByRole('button', { name: 'Withdraw' })).toBeVisible()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Withdraw' }).click()
      await expect(page.getByText('You withdrew it')).toBeVisible()
      await expectAccessible(page)
    })

    test('inbox, empty and with a card', async ({ browser, page: measure }) => {
      const lead = await as(browser, 'lead', 0, look(measure))
      await lead.page.goto('/inbox')
      await expect(lead.page.getByText('Nobody is waiting')).toBeVisible()
      await expectAccessible(lead.page)
      const agent = await as(browser, 'agent')
      await askFor(agent.page, '95.00')
      await lead.page.getByRole('list', { name: 'Inbox' }).getByRole('button').first().click()
      await expect(lead.page.getByText('Others like it')).toBeVisible()
      await expectAccessible(lead.page)
      await lead.page.getByRole('button', { name: 'Reject', exact: true }).click()
      await expect(lead.page.getByRole('dialog')).toBeVisible()
      await expectAccessible(lead.page)
      await agent.page.getByRole('button', { name: 'Withdraw' }).click()
      await expect(agent.page.getByText('You withdrew it')).toBeVisible()
    })

    test('limits: matrix, a cell, versions', async ({ browser, page: measure }) => {
      const { page } = await as(browser, 'ops', 0, look(measure))
      await page.goto('/limits')
      await expect(page.getByRole('row', { name: /^Refund Owed/ })).toBeVisible()
      await expectAccessible(page)
      await page
        .getByRole('row', { name: /^Refund Owed/ })
        .getByRole('button')
        .nth(1)
        .click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page)
      await page.goto('/limits?tab=versions')
      await expect(page.getByText(/What version \d+ changed/)).toBeVisible()
      await expectAccessible(page)
    })

    test('history and a request in full', async ({ browser, page: measure }) => {
      const { page } = await as(browser, 'auditor', 0, look(measure))
      await page.goto('/history')
      await expect(page.getByRole('table')).toBeVisible()
      await expectAccessible(page)
      await page.getByRole('table').getByRole('button').first().click()
      await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
      await expectAccessible(page)
    })
  })
}
