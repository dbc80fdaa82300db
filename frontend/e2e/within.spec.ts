import { expect, fillIn, test } from './kit'

test('an agent gives what is within the limit, in one step', async ({ as }) => {
  const { page } = await as('agent')
  await fillIn(page, '45.00')
  await expect(page.getByText('Within your authority')).toBeVisible()
  await page.getByRole('button', { name: 'Give USD 45.00 now' }).click()
  await expect(page.getByText(/Moved once, at \d\d:\d\d:\d\d/)).toBeVisible()
  await page.reload()
  await expect(page.getByText(/Moved once, at/)).toBeVisible()
})

test('the meter answers while typing, and every way to yes is one click', async ({ as }) => {
  const { page } = await as('agent', 1)
  await fillIn(page, '90.00')
  await expect(page.getByText('USD 40.00 over your limit')).toBeVisible()
  await page.getByRole('textbox', { name: 'Amount' }).fill('50.00')
  await expect(page.getByText('Within your authority')).toBeVisible()
  await page.getByRole('textbox', { name: 'Amount' }).fill('120.00')
  await page.getByRole('button', { name: 'Give USD 50.00 now, ask for USD 70.00' }).click()
  await page.getByRole('button', { name: 'Give USD 50.00 now, ask for USD 70.00' }).last().click()
  await expect(page).toHaveURL(/\/ask\/req_/)
  await expect(page.getByText('Moved once, at', { exact: false })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Withdraw' })).toBeVisible()

  const { parts } = await (await page.request.get(`/api/v1/requests/${page.url().split('/').pop()}`)).json()
  const lead = await as('lead')
  await lead.page.goto(`/inbox?card=${parts[1].id}`)
  const card = lead.page.getByRole('article')
  await expect(card.getByText(/The part within the limit went first: USD 50\.00/)).toBeVisible()
  await expect(card.getByRole('meter')).toHaveAttribute('aria-valuetext', /^USD 120\.00/)
})

test('a lost answer does not make it two', async ({ as }) => {
  const { page } = await as('senior')
  await fillIn(page, '60.00')
  const keys: (string | undefined)[] = []
  await page.route('**/api/v1/requests', async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    keys.push(route.request().headers()['idempotency-key'])
    if (keys.length > 1) return route.continue()
    await route.fetch() // The server has it; only the answer is lost.
    await route.abort('connectionreset')
  })
  await page.getByRole('textbox', { name: 'Amount' }).press('Control+Enter')
  await expect(page.getByText(/Moved once, at/)).toBeVisible()
  expect(keys).toHaveLength(2)
  expect(keys[0]).toBe(keys[1])
  const order = await page.getByText(/SO-\d+ · C-\d+ · Phone/).textContent()
  const id = order?.match(/SO-\d+/)?.[0] ?? ''
  const made = (await (await page.request.get(`/api/v1/requests?order_id=${id}`)).json()) as { items: unknown[] }
  expect(made.items).toHaveLength(1)
})

test('more than the order has left is refused with what is left', async ({ as }) => {
  const { page } = await as('agent', 2)
  await fillIn(page, '9,999.00')
  await page.getByRole('button', { name: /^Use USD/ }).click()
  await expect(page.getByText(/over your limit/)).toBeVisible()
})

test('a page that is slow to load is waited for, and nothing calls back to the form', async ({ as }) => {
  const { page } = await as('senior', 1)
  await page.route(/assets\/AskedPage.*\.js/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500))
    await route.continue()
  })
  await fillIn(page, '61.00')
  await page.getByRole('button', { name: 'Give USD 61.00 now' }).click()
  await expect(page.getByText(/Moved once, at/)).toBeVisible()
  await expect(page).toHaveURL(/\/ask\/req_/)
})

test('that the server was away is said once, and not after it is back', async ({ as }) => {
  const { page } = await as('agent', 3)
  await fillIn(page, '45.10')
  await expect(page.getByText('Within your authority')).toBeVisible()
  await page.route('**/api/v1/requests**', (route) => route.abort('connectionrefused'))
  const amount = page.getByRole('textbox', { name: 'Amount' })
  await amount.fill('45.11')
  const panel = page.getByRole('complementary', { name: 'What happens' })
  await expect(panel.getByText('No connection')).toHaveCount(1)
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/requests'))
  await amount.press('Control+Enter')
  await sent
  await expect(panel.getByRole('button', { name: 'Send' })).not.toHaveAttribute('data-loading')
  await expect(panel.getByText('No connection')).toHaveCount(1)
  await page.unroute('**/api/v1/requests**')
  await amount.fill('45.12')
  await expect(page.getByText('Within your authority')).toBeVisible()
  await expect(panel.getByText('No connection')).toHaveCount(0)
})
