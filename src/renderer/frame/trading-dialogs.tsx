import { links } from '../bridge/links.ts';
import { reportAnswer } from './trading-commands.ts';
import { TypedDialog } from './typed-dialog.tsx';

/** Going back to trading is typed, not clicked. */
export function ReleaseDialog() {
  const release = (): void =>
    void links()
      .execution.call.release({ confirm: 'RELEASE' })
      .then((answer) => reportAnswer('Release', answer));
  return (
    <TypedDialog
      title="Release the kill switch"
      word="RELEASE"
      stay="Stay halted"
      go="Release"
      onConfirm={release}
      testId="release"
    >
      New orders are let through again after the next reconciliation.
    </TypedDialog>
  );
}

/** Live orders need this once a run of the program. */
export function ArmLiveDialog() {
  const arm = (): void =>
    void links()
      .execution.call.arm({ what: 'live', on: true, confirm: 'LIVE' })
      .then((answer) => reportAnswer('Arm live trading', answer));
  return (
    <TypedDialog title="Arm live trading" word="LIVE" stay="Stay unarmed" go="Arm" onConfirm={arm} testId="arm-live">
      Orders then go to the live account with real money, until the program ends or live trading is disarmed.
    </TypedDialog>
  );
}
