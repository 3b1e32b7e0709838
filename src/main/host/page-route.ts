/**
 * The part of the page's address behind `#` for a route as pages and alerts name it (`#/window/deep-dive?ticker=NVDA`),
 * without anything that could leave an address or an attribute.
 */
export function pageRoute(route: string): string {
  return route.replace(/^#/, '').replace(/[^a-zA-Z0-9/_.?=&%-]/g, '');
}
