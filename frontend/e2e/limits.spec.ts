import type { Page } from '@playwright/test'
import { expect, fillIn, test } from './kit'

async function setAgents(page: Page, remedy: RegExp, amount: string) {
  await page.goto('/limits')
  await page.getByRole('row', { name: remedy }).getByRole('button').nth(1).click()
  await page.getByRole('textbox', { name: 'Alone', exact: true }).fill(amount)
  await page.getByRole('button', { name: 'Into the draft' }).click()
  await expect(page.getByRole('region', { name: 'Draft in hand' })).toContainText(`USD ${amount}`)
}

async function publish(page: Page, note: string) {
  await page.getByRole('button', { name: 'Publish', exact: true }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(note)
  await page.getByRole('button', { name: 'Publish now' }).click()
  await expect(page.getByText(/is in force\. Every open meter follows/)).toBeVisible()
}

test('a limit lowered follows on every open meter, and one click brings it back', async ({ as }) => {
  const ops = await as('ops')
  const agent = await as('agent', 5)
  await fillIn(agent.page, '45.00')
  await expect(agent.page.getByText('Within your authority')).toBeVisible()

  await setAgents(ops.page, /^Refund Owed/, '40.00')
  await publish(ops.page, 'Forty is enough for a while.')
  await expect(agent.page.getByText('USD 5.00 over your limit')).toBeVisible({ timeout: 2000 })

  await ops.page.goto('/limits?tab=versions')
  await ops.page.getByRole('listitem').nth(1).getByRole('button').click()
  await ops.page.getByRole('button', { name: 'Return to this version' }).click()
  await ops.page.getByRole('dialog').getByRole('textbox').fill('It was better before.')
  await ops.page.getByRole('button', { name: /^Return to version/ }).click()
  await expect(agent.page.getByText('Within your authority')).toBeVisible({ timeout: 2000 })
})

test('raising a limit takes a second person', async ({ as }) => {
  const author = await as('ops')
  const second = await as('ops', 1)
  await setAgents(author.page, /^Replacement/, '80.00')
  await expect(author.page.getByRole('button', { name: 'Publish', exact: true })).toHaveCount(0)
  await author.page.getByRole('button', { name: 'Submit for approval' }).click()
  await expect(author.page.getByText(/a second person from operations has to approve/)).toBeVisible()

  await second.page.goto('/limits')
  await second.page.getByRole('link', { name: /waits for a second person/ }).click()
  await second.page.getByRole('button', { name: 'Approve the change' }).click()
  await publish(second.page, 'Nine of ten between 75 and 80 were approved.')
  await second.page.goto('/limits')
  await expect(second.page.getByRole('row', { name: /^Replacement/ })).toContainText('80.00')
})

test('those who do not tune limits read them', async ({ as }) => {
  const { page } = await as('agent')
  await page.goto('/limits')
  await page
    .getByRole('row', { name: /^Discount/ })
    .getByRole('button')
    .nth(1)
    .click()
  await expect(page.getByRole('dialog')).toContainText('up to 10 % of the order')
  await expect(page.getByRole('button', { name: 'Into the draft' })).toHaveCount(0)
})
