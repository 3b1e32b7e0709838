import { createHash, timingSafeEqual } from 'node:crypto';
import type { Role } from '../contract/define.ts';
import type { Peer } from './api.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** The role a secret stands for, compared in constant time; null for anything else. */
export function peerOfToken(tokens: Readonly<Record<Role, string>>, shown: string): Peer | null {
  const shownDigest = digest(shown);
  let found: Role | null = null;
  for (const [role, token] of Object.entries(tokens)) {
    if (token.length > 0 && timingSafeEqual(digest(token), shownDigest)) found = role as Role;
  }
  return found === null ? null : { role: found, id: found };
}
