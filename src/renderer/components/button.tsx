import type { ButtonHTMLAttributes, ReactNode } from 'react';

type Props = ButtonHTMLAttributes<HTMLButtonElement> & {
  readonly tone?: 'normal' | 'primary' | 'danger' | 'quiet';
  readonly iconOnly?: boolean;
  readonly children: ReactNode;
};

/** An icon-only button needs an `aria-label`. */
export function Button({ tone = 'normal', iconOnly = false, className, ...rest }: Props) {
  return (
    <button
      type="button"
      className={className ? `button ${className}` : 'button'}
      data-tone={tone}
      data-icon-only={iconOnly}
      {...rest}
    />
  );
}
