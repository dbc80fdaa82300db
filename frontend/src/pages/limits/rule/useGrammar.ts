export type Fact = { name: string; kind: string; label: string; operators: string[]; values: string[] | null }

const CHOICE = ['=', '!=', 'in', 'not in']
const NUMBER = ['<=', '<', '>=', '>', '=', '!=']

/** What conditions may ask about, as the server declares it. */
export function useGrammar(): Fact[] {
  return [
    { name: 'basis', kind: 'choice', label: 'Basis', operators: CHOICE, values: ['entitlement', 'goodwill'] },
    { name: 'channel', kind: 'choice', label: 'Channel', operators: CHOICE, values: ['phone', 'chat'] },
    { name: 'order_age_days', kind: 'number', label: 'Age', operators: NUMBER, values: null },
  ]
}
