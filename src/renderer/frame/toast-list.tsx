import { X } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { dismissToast, useToasts } from '../stores/toasts.ts';
import { testIds } from '../components/test-ids.ts';

export function ToastList() {
  const toasts = useToasts((state) => state.toasts);
  return (
    <div className="toasts" role="log" aria-live="polite" aria-label="Messages" data-testid={testIds.toasts}>
      {toasts.map(({ id, tone, title, detail }) => (
        <div key={id} className="toast" data-tone={tone} data-testid={testIds.toast}>
          <span />
          <div className="selectable">
            <strong>{title}</strong>
            {detail === '' ? null : <p className="muted">{detail}</p>}
          </div>
          <Button tone="quiet" iconOnly aria-label="Dismiss" onClick={() => dismissToast(id)}>
            <X size={12} />
          </Button>
        </div>
      ))}
    </div>
  );
}
