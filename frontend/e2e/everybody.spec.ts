import type { Page } from '@playwright/test'
import { approveButton, askFor, demo, expect, expectAccessible, openCard, test } from './kit'

test('signing in: a wrong password says so, one click walks in, signing out ends it', async ({ page }) => {
  await page.goto('/history?state=settled')
  await expect(page).toHaveURL(/\/sign-in\?to=/)
  const { people } = await demo(page)
  const agent = people.find(({ tier }) => tier === 'senior')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(agent?.email ?? '')
  await page.getByLabel('Password', { exact: true }).fill('not this')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.getByRole('button', { name: agent?.name ?? '' }).click()
  await expect(page).toHaveURL(/\/history\?state=settled/)
  await expect(page.getByRole('table').getByText('Settled').first()).toBeVisible()
  await page.getByRole('button', { name: /^Account of/ }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { name: 'Put it right, right now.' })).toBeVisible()
  await page.goto('/ask')
  await expect(page).toHaveURL(/\/sign-in/)
})

test('history: filters in the address, a timeline, more on demand, CSV', async ({ as }) => {
  const { page } = await as('auditor')
  await page.goto('/history')
  await expect(page.getByRole('row')).toHaveCount(51)
  await page.getByRole('button', { name: 'Load more' }).click()
  await expect(page.getByRole('row')).toHaveCount(101)
  await page.getByRole('combobox', { name: 'State' }).click()
  await page.getByRole('option', { name: 'Rejected' }).click()
  await expect(page).toHaveURL(/state=rejected/)
  await page.getByRole('table').getByRole('button').first().click()
  await expect(page.getByRole('dialog').getByRole('list')).toContainText(/rejected/)
  await page.keyboard.press('Escape')
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ])
  expect(saved.suggestedFilename()).toBe('remit-requests.csv')
})

test('the inbox by keyboard: J and K move, A approves, the sheet says so', async ({ as }) => {
  const lead = await as('lead', 1)
  await lead.page.goto('/inbox')
  const agent = await as('agent', 1)
  await askFor(agent.page, '71.07')
  await askFor(agent.page, '72.08')
  await openCard(lead.page, '71.07')
  await lead.page.keyboard.press('j')
  await expect(lead.page.getByRole('article')).toContainText('72.08')
  await expect(approveButton(lead.page, '72.08')).toBeEnabled()
  await lead.page.keyboard.press('a')
  await expect(lead.page.getByText(/You approved this at/)).toBeVisible()
  await lead.page.keyboard.press('k')
  await expect(lead.page.getByRole('article')).toContainText('71.07')
  await lead.page.keyboard.press('?')
  await expect(lead.page.getByRole('dialog')).toContainText('Single letters act')
  await lead.page.keyboard.press('Escape')
  await lead.page.getByRole('article').getByRole('button', { name: 'Approve USD 71.07' }).click()
  await expect(lead.page.getByText(/moved once/)).toBeVisible()
})

test('busy means that nothing is offered', async ({ as }) => {
  const lead = await as('lead', 2)
  await lead.page.goto('/inbox')
  await lead.page.getByRole('button', { name: /Your presence/ }).click()
  await lead.page.getByRole('menuitem', { name: /^Busy/ }).click()
  await expect(lead.page.getByRole('button', { name: 'Your presence: Busy' })).toBeVisible()
  const agent = await as('agent', 2)
  await askFor(agent.page, '77.09')
  await expect(agent.page.getByText(/Nobody who can approve is there/)).toBeVisible()
  await lead.page.getByRole('button', { name: /Your presence/ }).click()
  await lead.page.getByRole('menuitem', { name: /^Available/ }).click()
  await expect(agent.page.getByText(`With ${lead.person.name}`)).toBeVisible()
  await agent.page.getByRole('button', { name: 'Withdraw' }).click()
})

test('the other language', async ({ as }) => {
  const { page } = await as('agent', 0, { locale: 'de-DE' })
  await page.goto('/ask')
  await expect(page.getByRole('heading', { name: 'Anfragen', exact: true })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'de')
})

test('a page that is not for a role says so, and asks the server for nothing', async ({ as }) => {
  const shut = async (page: Page, addresses: string[]) => {
    const refused: string[] = []
    page.on('response', (answer) => void (answer.status() === 403 && refused.push(answer.url())))
    for (const address of addresses) {
      await page.goto(address)
      await expect(page.getByText('This page is not for your role')).toBeVisible()
      await expectAccessible(page)
    }
    expect(refused).toEqual([])
    await page.getByRole('main').getByRole('link', { name: 'Remit, to the start' }).click()
  }
  // Nobody ever asks a trainee to approve something.
  const agent = await as('trainee')
  await shut(agent.page, ['/people', '/needs-person', '/inbox', '/record'])
  await expect(agent.page).toHaveURL(/\/ask$/)
  const ops = await as('ops')
  await shut(ops.page, ['/record', '/ask', '/inbox'])
  await expect(ops.page).toHaveURL(/\/limits/)
})

test('an administrator begins with people; history says that there is nothing, not that a filter is too tight', async ({
  as,
}) => {
  const { page } = await as('admin')
  await page.goto('/')
  await expect(page).toHaveURL(/\/people/)
  await page.goto('/history')
  await expect(page.getByText('Nothing here yet')).toBeVisible()
  await page.goto('/history?state=settled')
  await expect(page.getByText('No request matches')).toBeVisible()
})
