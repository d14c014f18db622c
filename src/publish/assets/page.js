// The one script of the pages. It writes times in the reader's own zone, and marks what is new since the last visit,
// which is kept in this browser alone. Nothing is sent. Without it nothing is missing but that.
(() => {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const written = (form) => new Intl.DateTimeFormat(document.documentElement.lang, form);
  const whole = written({ day: "numeric", month: "short", ...time });
  const short = written(time);
  const today = new Date(document.body.dataset.today).toDateString();
  for (const one of document.querySelectorAll("time[data-form]")) {
    const at = new Date(one.dateTime);
    const isShort = one.dataset.form === "short" && at.toDateString() === today;
    one.textContent = (isShort ? short : whole).format(at);
  }
  const key = `lede ${location.pathname}`;
  let newest = 0;
  try {
    const since = sessionStorage.getItem(key) ?? localStorage.getItem(key);
    for (const one of document.querySelectorAll("[data-at]")) {
      const at = Number(one.dataset.at);
      newest = Math.max(newest, at);
      if (since === null || at <= Number(since)) continue;
      const mark = document.createElement("span");
      mark.className = "new";
      mark.textContent = document.body.dataset.new;
      one.querySelector(".by").prepend(mark, " ");
    }
    if (newest === 0) return;
    if (since !== null) sessionStorage.setItem(key, since);
    localStorage.setItem(key, String(newest));
  } catch {
    // A browser that keeps nothing marks nothing.
  }
})();
