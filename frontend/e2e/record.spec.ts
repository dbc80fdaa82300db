import { expect, expectAccessible, test } from './kit'

test('the record is verified, holds, and a checkpoint is taken away', async ({ as }) => {
  const { page } = await as('auditor', 0, { permissions: ['clipboard-read', 'clipboard-write'] })
  await page.goto('/history')
  await page.getByRole('link', { name: 'Record' }).first().click()
  const points = page.getByRole('table', { name: 'Checkpoints' })
  // The first one is made soon after the start; the page looks again by itself.
  await expect(points.getByRole('row').nth(1)).toBeVisible({ timeout: 60_000 })
  await page.getByRole('button', { name: 'Verify now' }).click()
  await expect(page.getByRole('heading', { name: /^Verified: [\d,]+ entries$/ })).toBeVisible({ timeout: 60_000 })
  await expect(page.getByRole('status').getByText('Nothing was changed, added or taken away')).toBeVisible()
  await expectAccessible(page)

  // By its entry: the next one comes in above it at any moment.
  const entry = await points.getByRole('rowheader').first().innerText()
  const point = points.getByRole('row').filter({ has: page.getByRole('rowheader', { name: entry, exact: true }) })
  await point.getByRole('button', { name: /^[0-9a-f]{12}…$/ }).click()
  await expect(point.getByText(/^[0-9a-f]{64}$/)).toBeVisible()
  await point.getByRole('button', { name: `Copy the checkpoint at ${entry}` }).click()
  const copied = () => page.evaluate(() => navigator.clipboard.readText())
  await expect.poll(copied).toMatch(new RegExp(`^remit/record/.+\n${entry.replace(',', '')}\n.+\n\n— remit .+\n$`))
  const [saved] = await Promise.all([
    page.waitForEvent('download'),
    point.getByRole('button', { name: `Save the checkpoint at ${entry}` }).click(),
  ])
  expect(saved.suggestedFilename()).toBe(`checkpoint-${entry.replace(',', '')}.txt`)
  const entries = page.getByRole('region', { name: 'The newest entries' }).getByRole('listitem')
  await expect(entries.first()).toBeVisible()
})
