/** Where a key works: everywhere, or only while a panel of that window has the focus. */
export type CommandScope = 'global' | (string & {});

export type Command = {
  readonly id: string;
  readonly title: string;
  /** Heading in the palette and the help sheet. */
  readonly section: string;
  readonly scope: CommandScope;
  /** Default key; empty = reachable through the palette only. */
  readonly keys: string;
  /** A key the window itself answers to; only shown. */
  readonly shownKeys?: string;
  /** Works also while typing in a field. */
  readonly inFields?: boolean;
  /** More words the palette finds it by. */
  readonly words?: string;
  readonly run: () => void;
};
