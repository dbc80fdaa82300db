import type { Page } from '@playwright/test'
import { expect, expectAccessible, fillIn, test } from './kit'

const stuckCard = (page: Page, reference: string) => page.getByRole('region', { name: reference })

/** Asks for the amount that the demo's provider answers with another one; the reference of the request. */
async function stuck(page: Page): Promise<string> {
  await fillIn(page, '66.13', /Changed mind|Damaged/)
  await page.getByRole('button', { name: /USD 66.13/ }).click()
  await expect(page).toHaveURL(/\/ask\/req_/)
  const id = page.url().split('/').at(-1)
  await expect
    .poll(async () => (await (await page.request.get(`/api/v1/requests/${id}`)).json()).state)
    .toBe('needs_human')
  return (await (await page.request.get(`/api/v1/requests/${id}`)).json()).reference
}

test('what nobody knows is resolved by a person of operations', async ({ as }) => {
  const ops = await as('ops')
  await ops.page.goto('/needs-person')
  await expect(ops.page.getByRole('heading', { level: 1, name: 'Needs a person' })).toBeVisible()
  const senior = await as('senior')
  const reference = await stuck(senior.page)
  const card = stuckCard(ops.page, reference)
  await expect(card).toBeVisible()
  await expect(card.getByText('the provider speaks of another amount').first()).toBeVisible()
  await expect(card.getByText(/^remit-req_/)).toBeVisible()
  await expect(ops.page.getByRole('link', { name: /Needs a person \d/ }).first()).toBeVisible()
  await expectAccessible(ops.page)
  await card.getByRole('button', { name: 'It was moved' }).click()
  const dialog = ops.page.getByRole('dialog')
  await expect(dialog.getByRole('button', { name: 'It was moved' })).toBeDisabled()
  await dialog.getByRole('textbox', { name: 'Reference at the provider' }).fill('re_found_1')
  await dialog.getByRole('textbox', { name: /What you looked at/ }).fill('In the list of the day.')
  await dialog.getByRole('button', { name: 'It was moved' }).click()
  await expect(card).toHaveCount(0)
  await expect(senior.page.getByText(/Moved once, at/)).toBeVisible()
  await ops.page.goto('/history')
  await ops.page
    .getByRole('row', { name: new RegExp(reference) })
    .getByRole('button')
    .click()
  const drawer = ops.page.getByRole('dialog')
  await expect(drawer.getByText(/Moved once, at .*re_found_1/).first()).toBeVisible()
  await expect(drawer.getByRole('list', { name: 'Attempts' })).toContainText('found it moved')
})

test('stopped money is on every screen, and what waited goes on when it is started', async ({ as }) => {
  const ops = await as('ops')
  const agent = await as('agent', 5)
  await ops.page.goto('/needs-person')
  await fillIn(agent.page, '12.34')
  await throwSwitch(ops.page, 'Stop money', 'Stop it now', 'Odd refunds since noon')
  try {
    await expect(agent.page.getByRole('status').getByText(/Odd refunds since noon/)).toBeVisible()
    await expectAccessible(ops.page)
    await agent.page.getByRole('button', { name: /USD 12.34/ }).click()
    await expect(agent.page).toHaveURL(/\/ask\/req_/)
    await expect(agent.page.getByText(/Moved once, at/)).toHaveCount(0)
    await expect(agent.page.getByText(/1 request waits/)).toBeVisible()
  } finally {
    await throwSwitch(ops.page, 'Start money', 'Start it now', 'It was a test')
  }
  await expect(agent.page.getByText(/Moved once, at/)).toBeVisible()
  await expect(agent.page.getByText(/Odd refunds/)).toHaveCount(0)
})

async function throwSwitch(page: Page, open: string, now: string, note: string) {
  await page.getByRole('button', { name: open }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(note)
  await page.getByRole('dialog').getByRole('button', { name: now }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
}
