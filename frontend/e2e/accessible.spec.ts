import type { Page } from '@playwright/test'
import { askFor, expect, expectAccessible, fillIn, openCard, test } from './kit'

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`accessible, ${colorScheme}`, () => {
    const look = (page: Page) => ({ colorScheme, viewport: page.viewportSize() })

    test('sign-in', async ({ page }) => {
      await page.emulateMedia({ colorScheme })
      await page.goto('/sign-in')
      await expect(page.getByRole('heading', { name: 'Walk in as somebody' })).toBeVisible()
      await expectAccessible(page)
    })

    test('ask, its answers, and what came of it', async ({ as, page: measure }) => {
      const { page } = await as('agent', 6, look(measure))
      await page.goto('/ask')
      await expect(page.getByRole('table')).toBeVisible()
      await expectAccessible(page)
      await fillIn(page, '90.00')
      await expect(page.getByText('USD 40.00 over your limit').first()).toBeVisible() // On a phone in the bar, too.
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Ask for USD 90.00' }).click()
      await expect(page.getByRole('button', { name: 'Withdraw' })).toBeVisible()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Withdraw' }).click()
      await expect(page.getByText('You withdrew it')).toBeVisible()
      await expectAccessible(page)
    })

    test('inbox with a card, and a word to say', async ({ as, page: measure }) => {
      const lead = await as('lead', 0, look(measure))
      await lead.page.goto('/inbox')
      const agent = await as('agent')
      await askFor(agent.page, '95.10')
      await openCard(lead.page, '95.10')
      await expect(lead.page.getByText('Others like it')).toBeVisible()
      await expectAccessible(lead.page)
      await lead.page.getByRole('button', { name: 'Reject', exact: true }).click()
      await expect(lead.page.getByRole('dialog')).toBeVisible()
      await expectAccessible(lead.page)
      await agent.page.getByRole('button', { name: 'Withdraw' }).click()
      await expect(agent.page.getByText('You withdrew it')).toBeVisible()
    })

    test('limits: matrix, a cell, versions', async ({ as, page: measure }) => {
      const { page } = await as('ops', 0, look(measure))
      await page.goto('/limits')
      await expect(page.getByRole('row', { name: /^Refund Owed alone/ })).toBeVisible()
      await expectAccessible(page)
      await page.getByRole('button', { name: 'Details' }).click()
      await expect(page.getByRole('dialog')).toBeVisible()
      await expectAccessible(page)
      await page.goto('/limits?tab=versions')
      await expect(page.getByText(/What version \d+ changed/)).toBeVisible()
      await expectAccessible(page)
    })

    test('history and a request in full', async ({ as, page: measure }) => {
      const { page } = await as('auditor', 0, look(measure))
      await page.goto('/history')
      await expect(page.getByRole('table')).toBeVisible()
      await expectAccessible(page)
      await page.getByRole('table').getByRole('button').first().click()
      await expect(page.getByRole('dialog').getByRole('listitem').first()).toBeVisible()
      await expectAccessible(page)
    })
  })
}
