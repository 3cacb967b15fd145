/** Where a bar of links scrolls, as on a phone: what is shown must be in sight, its beginning first. */
export function reveal(link: HTMLElement): void {
  const bar = link.closest('ul');
  if (bar) bar.scrollLeft = link.offsetLeft - Math.max(0, (bar.clientWidth - link.offsetWidth) / 2);
}
