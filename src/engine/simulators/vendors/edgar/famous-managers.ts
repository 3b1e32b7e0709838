import type { ShelvedInstitution } from './filing-shelf.ts';

/** Numbers that clients ask for out of habit; in the practice market invented managers answer to them. */
const numbers = [
  '0001067983',
  '0001350694',
  '0001037389',
  '0001423053',
  '0001336528',
  '0001649339',
  '0001029160',
  '0001167483',
];

/** Known number -> number of the practice market's manager. */
export function famousManagers(reports: readonly ShelvedInstitution[]): ReadonlyMap<string, string> {
  const invented = [...new Set(reports.map(({ filing }) => filing.managerCik))].sort();
  return new Map(
    numbers.flatMap((number, index) => {
      const own = invented[index];
      return own === undefined ? [] : [[number, own] as const];
    }),
  );
}
