import { X } from 'lucide-react';
import { useEffect, useId, useRef, type ReactNode } from 'react';
import { Button } from './button.tsx';

type Props = {
  readonly title: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly foot?: ReactNode;
  readonly width?: number;
  /** The heading is only said, not shown. */
  readonly bare?: boolean;
  readonly testId?: string;
};

/** Modal: the rest of the page is inert, Escape closes, focus returns to where it was. */
export function Dialog({ title, onClose, children, foot, width, bare = false, testId }: Props) {
  const ref = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = ref.current;
    if (dialog && !dialog.open) dialog.showModal();
    // The browser would choose the first button, which closes.
    dialog?.querySelector<HTMLElement>('.dialog-body input, .dialog-body textarea, .dialog-foot button')?.focus();
    return () => dialog?.close();
  }, []);
  return (
    <dialog
      ref={ref}
      className="dialog"
      aria-labelledby={id}
      data-testid={testId}
      style={width === undefined ? undefined : { width: `min(${width}px, calc(100vw - 32px))` }}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <header className={bare ? 'sr-only' : 'dialog-head'}>
        <h2 id={id}>{title}</h2>
        <Button tone="quiet" iconOnly aria-label="Close" onClick={onClose}>
          <X size={14} />
        </Button>
      </header>
      <div className="dialog-body">{children}</div>
      {foot === undefined ? null : <footer className="dialog-foot">{foot}</footer>}
    </dialog>
  );
}
