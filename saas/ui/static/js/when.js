// "12 min ago" stays true while the page stands open. Past a day the server's own words are left alone.

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

export function startWhen(root) {
  const times = [...root.querySelectorAll("time[data-when]")].filter(one => Date.now() - Date.parse(one.dateTime) < DAY);
  if (!times.length) return;
  const told = new Intl.RelativeTimeFormat(document.documentElement.lang, { style: "short" });
  const clock = setInterval(() => {
    if (!times.some(one => one.isConnected)) return clearInterval(clock);
    for (const one of times) {
      const passed = Date.now() - Date.parse(one.dateTime);
      if (passed < MINUTE || passed >= DAY) continue;
      one.textContent = passed < HOUR ? told.format(-Math.floor(passed / MINUTE), "minute") : told.format(-Math.round(passed / HOUR), "hour");
    }
  }, MINUTE);
}
