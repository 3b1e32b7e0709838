/** What happened, in words of our own; `{name}` is the company. */
export const headlines = {
  'jump-up': [
    '{name} shares jump after an unexpected order win',
    '{name} rises sharply as a regulator drops its inquiry',
    '{name} lifts its outlook in the middle of the day',
    'Buyer interest in {name} reported; shares rise',
  ],
  'jump-down': [
    '{name} falls suddenly on word of a delayed product',
    '{name} drops as a large customer leaves',
    'Inquiry into {name} opened; shares slide',
    '{name} withdraws its guidance during trading',
  ],
  'gap-up': [
    '{name} raises guidance before the open',
    '{name} agrees to sell a unit for more than expected',
    'Approval for a new {name} product comes early',
  ],
  'gap-down': [
    '{name} warns of weaker demand',
    '{name} loses a court case overnight',
    'Finance chief of {name} leaves at once',
  ],
  'earnings-beat': ['{name} earns more than expected in the quarter', '{name} beats estimates on strong sales'],
  'earnings-miss': ['{name} misses estimates as costs rise', '{name} earns less than expected in the quarter'],
  'episode-up': [
    'Analyst raises target for {name}, cites orders',
    '{name} said to gain share from rivals',
    'Survey of suppliers points to strong demand at {name}',
  ],
  'episode-down': [
    'Analyst cuts target for {name}, cites inventories',
    '{name} said to lose share to rivals',
    'Survey of suppliers points to weak demand at {name}',
  ],
  'market-up': ['Stocks leap as talks end in agreement', 'Stocks jump after calming words from the central bank'],
  'market-down': ['Stocks drop as talks break off', 'Stocks slide on sudden worries about credit'],
  good: [
    '{name} adds a partner for its core business',
    '{name} names a new head of operations',
    '{name} opens a second site',
    '{name} extends its buyback',
  ],
  plain: [
    '{name} to speak at an industry conference',
    'What to watch in {name} this week',
    '{name} publishes its yearly responsibility report',
    'Options traders look at {name}',
  ],
  bad: [
    '{name} recalls a small batch of products',
    '{name} faces higher freight costs',
    'Union and {name} fail to agree',
    '{name} closes an office',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type HeadlineKind = keyof typeof headlines;

export const publishers = ['Meridian Wire', 'Harbour Newsdesk', 'Tape & Ledger', 'Northgate Markets'] as const;
