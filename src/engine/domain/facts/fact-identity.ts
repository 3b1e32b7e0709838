/**
 * 53 bits that stand for a series and a key, whole in a double. Two 32-bit multiplicative hashes (cyrb53). Where a wrong
 * match would cost a fact the key itself has to be compared as well, or series have to differ above the sixteen bits of a
 * letter: below them a key's first letter can make up for its series. Who remembers many keys remembers these: a piece of
 * a vendor's text keeps the whole text in memory.
 */
export function factIdentity(series: number, key: string): number {
  let low = 0xdeadbeef ^ series;
  let high = 0x41c6ce57 ^ series;
  for (let at = 0; at < key.length; at += 1) {
    const unit = key.charCodeAt(at);
    low = Math.imul(low ^ unit, 2_654_435_761);
    high = Math.imul(high ^ unit, 1_597_334_677);
  }
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  return 2 ** 32 * (high & 0x1fffff) + (low >>> 0);
}
