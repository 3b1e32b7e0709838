import { AboutDialog } from './about-dialog.tsx';
import { useDialog } from './dialogs.ts';
import { HelpDialog } from './help-dialog.tsx';
import { KillDialog } from './kill-dialog.tsx';
import { QuitDialog, SaveWorkspaceDialog } from './name-dialogs.tsx';
import { Palette } from './palette.tsx';
import { ArmLiveDialog, ReleaseDialog } from './trading-dialogs.tsx';

export function FrameDialogs() {
  switch (useDialog((state) => state.open)) {
    case 'kill':
      return <KillDialog />;
    case 'release':
      return <ReleaseDialog />;
    case 'arm-live':
      return <ArmLiveDialog />;
    case 'palette':
      return <Palette />;
    case 'help':
      return <HelpDialog />;
    case 'about':
      return <AboutDialog />;
    case 'save-workspace':
      return <SaveWorkspaceDialog />;
    case 'quit':
      return <QuitDialog />;
    case null:
      return null;
  }
}
