import { edit, hand, startAfresh } from './grid'
import { askFor, expect, expectAccessible, test } from './kit'

const JUDGED = { timeout: 60_000 }

test('a draft in shadow says what it would have said to what is asked for, and changes nothing, by keys', async ({
  as,
}) => {
  const { page } = await as('ops')
  await startAfresh(page)
  await edit(page, /^Refund Owed alone/, 'Agent', '90')
  await hand(page).getByRole('button', { name: 'Shadow' }).press('Enter')
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Put in shadow' }).press('Enter')
  await expect(dialog.getByText(/^In shadow since /)).toBeVisible()
  await expectAccessible(page)

  const agent = await as('agent')
  await askFor(agent.page, '71.37')
  await expect(agent.page.getByText('Waiting', { exact: true }).first()).toBeVisible()

  const requests = dialog.getByRole('region', { name: 'The requests' })
  const asked = requests.getByRole('listitem').filter({ hasText: 'USD 71.37' })
  await expect(asked).toContainText('Needs approval → Alone', JUDGED)
  await expect(asked).toContainText(agent.person.name)
  await expect(asked.getByRole('link')).toHaveAttribute('href', /^\/history\?open=req_/)
  await expect(dialog.getByText(/^[\d,]+ asks? judged, [\d,]+ answered otherwise\.$/)).toBeVisible()
  await expectAccessible(page)

  await dialog.getByRole('button', { name: 'Take out of shadow' }).press('Enter')
  await expect(dialog.getByText(/^Taken out of shadow, /)).toBeVisible()
  await expect(asked).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
  await page.getByRole('button', { name: 'Discard' }).click()
  await expect(hand(page)).toHaveCount(0)
  await agent.page.getByRole('button', { name: 'Withdraw' }).click()
  await expect(agent.page.getByText('Withdrawn').first()).toBeVisible()
})
