import type { ReactNode } from 'react';

export type BadgeTone = 'normal' | 'attention' | 'danger' | 'accent' | 'up' | 'down';

export function Badge({
  tone = 'normal',
  title,
  children,
}: {
  readonly tone?: BadgeTone;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className="badge" data-tone={tone} title={title}>
      {children}
    </span>
  );
}
