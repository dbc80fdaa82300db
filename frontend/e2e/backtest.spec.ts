import { edit, hand, startAfresh } from './grid'
import { expect, expectAccessible, test } from './kit'

test('a draft is held against the past before anybody publishes it, by keys', async ({ as }) => {
  const { page } = await as('ops')
  await startAfresh(page)
  await edit(page, /^Refund Owed alone/, 'Agent', '90')
  await hand(page).getByRole('button', { name: 'Backtest' }).press('Enter')
  const dialog = page.getByRole('dialog')
  const found = dialog.getByText(/^[\d,]+ asks decided twice, [\d,]+ answered otherwise\.$/)
  await expect(found).toBeVisible({ timeout: 60_000 })
  await expect(dialog.getByText('approvals avoided')).toBeVisible()
  const kinds = dialog.getByRole('list', { name: 'What is answered otherwise' })
  await expect(kinds.getByRole('link').first()).toHaveAttribute('href', /^\/history\?open=req_/)
  await expectAccessible(page)

  await dialog.getByRole('radio', { name: '30 days' }).press('ArrowLeft')
  await expect(dialog.getByRole('radio', { name: '7 days' })).toBeChecked()
  await expect(found).toBeVisible({ timeout: 60_000 })
  const touched = dialog.getByRole('region', { name: 'Whom it touches' })
  await touched.getByRole('radio', { name: 'Tier' }).press('ArrowLeft')
  await expect(touched.getByRole('radio', { name: 'Person' })).toBeChecked()
  await expect(touched.getByRole('img', { name: /^Draft: Alone \d/ }).first()).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(hand(page)).toHaveCount(0)
})
