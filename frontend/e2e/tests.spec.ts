import type { Page } from '@playwright/test'
import { edit, hand, startAfresh } from './grid'
import { expect, expectAccessible, test } from './kit'

const panel = (page: Page) => page.getByRole('region', { name: 'Tests of the limits' })
const row = (page: Page, name: string) => panel(page).getByRole('listitem').filter({ hasText: name })
const dialog = (page: Page) => page.getByRole('dialog')

/** A test of replacements of agents in the list, under this name. */
async function addTest(page: Page, name: string, amounts: string) {
  await page.goto('/limits?tab=tests')
  await page.getByRole('button', { name: 'New test' }).click()
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog(page).getByRole('textbox', { name: 'Amounts, with semicolons' }).fill(amounts)
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('So that it stays so.')
  await dialog(page).getByRole('button', { name: 'Keep the test' }).click()
}

test('a test is written, holds the limits in force, stands against a draft, and is let go', async ({ as }) => {
  const { page } = await as('ops')
  await addTest(page, 'Small refunds', '10; 20')
  await expect(row(page, 'Small refunds')).toContainText('Agent · Refund · USD 10.00, USD 20.00')
  await expect(row(page, 'Small refunds').getByLabel('comes out as it should')).toBeVisible()
  await expectAccessible(page)

  await startAfresh(page)
  await edit(page, /^Refund Owed alone/, 'Agent', '15')
  await expect(hand(page)).toContainText(/\d+ people lose\. For example .+: Refund, alone.*USD 50\.00 → USD 15\.00/)
  await expect(hand(page)).toContainText('Small refunds')
  await page.goto('/limits?tab=tests')
  await page.getByRole('combobox', { name: 'Run on' }).click()
  await page
    .getByRole('option', { name: /^Draft: / })
    .first()
    .click()
  await expect(row(page, 'Small refunds').getByText('Agent, Refund, USD 20.00')).toBeVisible()
  await expect(row(page, 'Small refunds').getByLabel('comes out otherwise')).toBeVisible()
  await page.getByRole('button', { name: 'Open the draft' }).click()
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(hand(page)).toHaveCount(0)

  await page.goto('/limits?tab=tests')
  await row(page, 'Small refunds').getByRole('button', { name: 'Remove Small refunds' }).click()
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('It says nothing new.')
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await expect(row(page, 'Small refunds')).toHaveCount(0)
})

test('a test that does not hold is not kept, and the sentence says which case', async ({ as }) => {
  const { page } = await as('ops')
  await addTest(page, 'Too much', '10; 4000')
  await expect(dialog(page).getByRole('alert')).toContainText('400000 USD')
  await dialog(page).getByRole('textbox', { name: 'Amounts, with semicolons' }).fill('lots')
  await dialog(page).getByRole('button', { name: 'Keep the test' }).click()
  await expect(dialog(page).getByText('Write an amount, such as 25.00.')).toBeVisible()
  await expectAccessible(page)
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await expect(row(page, 'Too much')).toHaveCount(0)
})

test('a decision becomes a test by one click, and its outcome is edited only as the limits are', async ({ as }) => {
  const { page } = await as('ops')
  await page.goto('/history')
  await page.getByRole('row').nth(1).click()
  const drawer = dialog(page)
  const answer = page.waitForResponse(/make-test$/)
  await drawer.getByRole('button', { name: 'Make a test of it' }).click()
  const made = (await (await answer).json()) as { id: string; name: string; origin: string }
  await page.goto('/limits?tab=tests')
  const mine = row(page, `Made from ${made.origin}`)
  await mine.getByRole('button', { name: made.name, exact: true }).click()
  await dialog(page).getByRole('combobox', { name: 'Should come to' }).click()
  await page.getByRole('option', { name: 'Nobody can approve this' }).click()
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('To see what happens.')
  await dialog(page).getByRole('button', { name: 'Keep the test' }).click()
  await expect(dialog(page).getByRole('alert')).toContainText('should be deny')
  await dialog(page).getByRole('button', { name: 'Cancel' }).click()
  await mine.getByRole('button', { name: `Remove ${made.name}` }).click()
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('Only tried.')
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await expect(mine).toHaveCount(0)
})

test('what is summed is put together in a dialog, and to sum less needs a second person', async ({ as }) => {
  const { page } = await as('ops')
  await startAfresh(page)
  const stacks = page.getByRole('region', { name: 'Summed before the answer' })
  await page.getByRole('button', { name: 'Sum something else' }).click()
  await expectAccessible(page)
  await dialog(page).getByText('For one customer', { exact: true }).click()
  await dialog(page).getByRole('textbox', { name: 'Within hours; empty is ever' }).fill('72')
  await dialog(page).getByRole('button', { name: 'Into the draft' }).click()
  await expect(stacks.getByRole('listitem').filter({ hasText: 'within 72 hours' })).toContainText('Goodwill credit')
  await expect(hand(page)).toContainText('within 72 hours: refund, goodwill credit, summed before the answer')
  await expect(page.getByRole('button', { name: 'Publish', exact: true })).toBeVisible()

  await stacks.getByRole('button', { name: /^On one order, ever/ }).click()
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await expect(hand(page)).toContainText('not summed so any more')
  await expect(page.getByRole('button', { name: 'Submit for approval' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(hand(page)).toHaveCount(0)
})

test('those who do not tune limits read the tests', async ({ as }) => {
  const { page } = await as('agent')
  await page.goto('/limits?tab=tests')
  await expect(panel(page)).toBeVisible()
  await expect(page.getByRole('button', { name: 'New test' })).toHaveCount(0)
  await expectAccessible(page)
})
