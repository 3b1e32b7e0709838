import { useEffect } from 'react';
import { create } from 'zustand';
import type { Command } from './command.ts';

export const useCommandRegistry = create<{ readonly commands: readonly Command[] }>(() => ({ commands: [] }));

/** Adds commands until the answer is called; a later one with the same id replaces the earlier. */
export function registerCommands(added: readonly Command[]): () => void {
  const ids = new Set(added.map(({ id }) => id));
  useCommandRegistry.setState(({ commands }) => ({
    commands: [...commands.filter(({ id }) => !ids.has(id)), ...added],
  }));
  return () => {
    const mine = new Set(added);
    useCommandRegistry.setState(({ commands }) => ({ commands: commands.filter((each) => !mine.has(each)) }));
  };
}

/** `commands` must keep its identity between renders. */
export function useCommands(commands: readonly Command[]): void {
  useEffect(() => registerCommands(commands), [commands]);
}

export function runCommand(id: string): void {
  useCommandRegistry
    .getState()
    .commands.find((command) => command.id === id)
    ?.run();
}
