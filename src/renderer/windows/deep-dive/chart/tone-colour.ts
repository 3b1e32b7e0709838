import { palette } from '../../../theme/palette.ts';
import type { LevelTone } from '../levels.ts';

export function toneColour(tone: LevelTone): string {
  const colours = palette();
  switch (tone) {
    case 'flip':
      return colours.attention;
    case 'call':
      return colours.up;
    case 'put':
      return colours.down;
    case 'pain':
      return colours['text-muted'];
    case 'dark':
      return colours['text-faint'];
    case 'move':
      return colours.accent;
  }
}
