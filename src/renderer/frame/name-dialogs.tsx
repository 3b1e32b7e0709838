import { useState, type FormEvent } from 'react';
import { links } from '../bridge/links.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { toast } from '../stores/toasts.ts';
import { closeDialog } from './dialogs.ts';
import { workspace } from './workspace-actions.ts';
import { testIds } from '../components/test-ids.ts';

export function SaveWorkspaceDialog() {
  const [name, setName] = useState('');
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === '') return;
    workspace().save(name.trim());
    closeDialog();
  };
  return (
    <Dialog title="Save the layout" onClose={closeDialog} testId={testIds.saveWorkspaceDialog}>
      <form onSubmit={submit} className="row">
        <input
          className="field grow"
          aria-label="Name of the layout"
          placeholder="Name, for example Two monitors"
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <Button type="submit" tone="primary" disabled={name.trim() === ''}>
          Save
        </Button>
      </form>
    </Dialog>
  );
}

export function QuitDialog() {
  const quit = async (): Promise<void> => {
    closeDialog();
    const answer = await links().host.call.quit({ confirm: 'QUIT' });
    if (!answer.ok) toast('danger', 'Quorum did not quit', answer.failure.message);
  };
  return (
    <Dialog
      title="Quit Quorum"
      onClose={closeDialog}
      testId={testIds.quitDialog}
      foot={
        <>
          <Button onClick={closeDialog}>Stay</Button>
          <Button tone="danger" onClick={() => void quit()}>
            Quit
          </Button>
        </>
      }
    >
      <p>
        Orders at the broker stay as they are, also bracket stops. Client-side protection and alerts end with the
        program.
      </p>
    </Dialog>
  );
}
