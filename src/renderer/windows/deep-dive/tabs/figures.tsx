import type { ReactNode } from 'react';

type Figure = { readonly label: string; readonly value: ReactNode; readonly title?: string };

export function Figures({ items }: { readonly items: readonly Figure[] }) {
  return (
    <dl className="figures">
      {items.map(({ label, value, title }) => (
        <div key={label} title={title}>
          <dt className="label">{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
