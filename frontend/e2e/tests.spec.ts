import type { Page } from '@playwright/test'
import { edit, hand, startAfresh } from './grid'
import { expect, expectAccessible, fillIn, test } from './kit'

// Each looks through several screens with axe, which takes its time on a busy machine.
test.describe.configure({ timeout: 180_000 })

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

test('a reason of one’s own is asked with, and retired', async ({ as }) => {
  const { page } = await as('ops')
  await page.goto('/limits?tab=catalogue')
  const reasons = page.getByRole('region', { name: 'Reasons', exact: true })
  await expect(reasons.getByRole('button', { name: 'Late delivery' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'New reason' }).click()
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill('Ferry on strike')
  await expect(dialog(page)).toContainText('Code: FERRY_ON_STRIKE')
  await expectAccessible(page)
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('No ferries this week.')
  await dialog(page).getByRole('button', { name: 'Keep it' }).click()
  await expect(reasons.getByRole('listitem').filter({ hasText: 'FERRY_ON_STRIKE' })).toContainText('your own')

  const agent = await as('agent', 3)
  await fillIn(agent.page, '20.00', /Ferry on strike/)
  await expect(agent.page.getByText('Within your authority')).toBeVisible()

  await reasons.getByRole('button', { name: 'Ferry on strike' }).click()
  await dialog(page).getByRole('switch', { name: 'Not used any more' }).click()
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('They sail again.')
  await dialog(page).getByRole('button', { name: 'Keep it' }).click()
  await expect(reasons.getByRole('listitem').filter({ hasText: 'FERRY_ON_STRIKE' })).toContainText('not used any more')
  // The screen that was open hears of it at once.
  await expect(agent.page.getByText(/is not used any more\. Choose another one/)).toBeVisible()
})

test('a brand with its clock and currencies opens a matrix of its own', async ({ as }) => {
  const { page } = await as('ops')
  await page.goto('/limits?tab=catalogue')
  await page.getByRole('button', { name: 'New brand' }).click()
  await dialog(page).getByRole('textbox', { name: 'Name', exact: true }).fill('Nordlicht')
  await dialog(page).getByRole('textbox', { name: 'Short name' }).fill('nordlicht')
  await dialog(page).getByRole('combobox', { name: 'Time zone' }).fill('Berlin')
  await page.getByRole('option', { name: 'Europe/Berlin' }).click()
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('A new shop.')
  await dialog(page).getByRole('button', { name: 'Keep it' }).click()
  const brands = page.getByRole('region', { name: 'Brands' })
  await expect(brands).toContainText('nordlicht · Europe/Berlin')
  await page.goto('/limits')
  await page.getByRole('combobox', { name: 'Brand and currency' }).click()
  await expect(page.getByRole('option', { name: 'nordlicht USD' })).toBeVisible()
  await page.goto('/limits?tab=catalogue')
  await brands.getByRole('button', { name: 'Nordlicht' }).click()
  await dialog(page).getByRole('textbox', { name: 'Why' }).fill('Only tried.')
  await dialog(page).getByRole('button', { name: 'Remove' }).click()
  await expect(brands).not.toContainText('nordlicht')
})
