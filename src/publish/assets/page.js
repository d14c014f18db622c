// The one script of the pages. It writes times in the reader's own zone, and marks what is new since the last visit,
// which is kept in this browser alone. Nothing is sent. Without it nothing is missing but that.
(() => {
  const root = document.documentElement;
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const today = new Date().toDateString();
  for (const one of document.querySelectorAll("time[data-form]")) {
    const at = new Date(one.dateTime);
    const isWhole = one.dataset.form === "moment" || at.toDateString() !== today;
    const form = isWhole ? { day: "numeric", month: "short", ...time } : time;
    one.textContent = new Intl.DateTimeFormat(root.lang, form).format(at);
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
