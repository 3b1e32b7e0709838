import { Component, type ReactNode } from 'react';
import { Button } from './button.tsx';
import { testIds } from './test-ids.ts';

type Props = { readonly title: string; readonly children: ReactNode };
type State = { readonly error: Error | null };

/** A panel that throws shows what happened and can be opened again; its neighbours go on. */
export class PanelBoundary extends Component<Props, State> {
  override state: State = { error: null };

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="condition" data-tone="danger" role="alert" data-testid={testIds.panelError}>
        <strong>{this.props.title} stopped</strong>
        <p className="selectable">{error.message}</p>
        <Button onClick={() => this.setState({ error: null })}>Open again</Button>
      </div>
    );
  }
}
