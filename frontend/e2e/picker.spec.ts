import type { Page } from '@playwright/test'
import { demo, expect, test } from './kit'

type Orders = { items: { id: string }[] }

/** A number whose beginning finds another order first. */
async function hidden(page: Page) {
  for (const { id } of (await demo(page)).orders) {
    const start = id.slice(0, -2)
    const found = (await (await page.request.get(`/api/v1/orders?limit=8&q=${start}`)).json()) as Orders
    const other = found.items[0]?.id
    if (other && other !== id) return { id, start, rest: id.slice(-2), other }
  }
  throw new Error('every order is the first of its beginning')
}

/** The list answers the beginning of the number, and the rest of it is typed at once. */
async function typeOn(page: Page) {
  const order = await hidden(page)
  await page.goto('/ask')
  const field = page.getByRole('textbox', { name: 'Order' })
  await field.pressSequentially(order.start)
  await expect(page.getByRole('option').first()).toContainText(order.other)
  await expect(page.getByRole('option').first()).toBeEnabled()
  await field.pressSequentially(order.rest)
  return order
}

const picked = (page: Page) => page.getByRole('button', { name: 'Change', exact: true })

for (const keys of [['Enter'], ['ArrowDown', 'Enter']]) {
  test(`${keys.join(' and ')} before the orders are there take the one that was typed`, async ({ as }) => {
    const { page } = await as('agent', 3)
    const { id } = await typeOn(page)
    for (const key of keys) await page.keyboard.press(key)
    await expect(picked(page)).toBeVisible()
    await expect(page).toHaveURL(new RegExp(`order=${id}`))
  })
}

test('the first arrow goes onto the order that Enter would take, not past it', async ({ as }) => {
  const { page } = await as('agent', 3)
  const { id } = await typeOn(page)
  const line = page.getByRole('option').first()
  await expect(line).toContainText(id)
  await expect(line).toHaveAttribute('data-combobox-selected')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(new RegExp(`order=${id}`))
})

test('a line that answers what was typed before cannot be clicked', async ({ as }) => {
  const { page } = await as('agent', 3)
  const { id, other } = await typeOn(page)
  await page.getByRole('option', { name: other }).click({ force: true, timeout: 2_000 })
  await expect(page.getByRole('option').first()).toContainText(id)
  await expect(picked(page)).toHaveCount(0)
})
