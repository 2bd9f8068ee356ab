/** Tells the server the reader's time zone, so that the next page names it. A zone set by the person comes before this one. */
export function rememberZone(): void {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = document.cookie.split("; ").some((cookie) => cookie === `corbel-zone=${encodeURIComponent(zone)}`);
  if (zone && !known) {
    const secure = location.protocol === "https:" ? ";secure" : "";
    document.cookie = `corbel-zone=${encodeURIComponent(zone)};path=/;max-age=31536000;samesite=lax${secure}`;
  }
}
