// The one script of the pages. It writes times in the reader's own zone, and marks what is new since the last visit,
// which is kept in this browser alone. Nothing is sent. Without it nothing is missing but that.
(() => {
  const time = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" };
  const written = (form) => new Intl.DateTimeFormat(document.documentElement.lang, form);
  const all = (selector) => [...document.querySelectorAll(selector)];
  // In turns of a few each: a slow telephone can scroll between them.
  const inTurns = (list, write) => {
    for (const one of list.splice(0, 24)) write(one);
    if (list.length > 0) setTimeout(inTurns, 0, list, write);
  };
  const writeTimes = () => {
    const whole = written({ day: "numeric", month: "short", ...time });
    const short = written(time);
    const today = new Date(document.body.dataset.today).toDateString();
    inTurns(all("time[data-form]"), (one) => {
      const at = new Date(one.dateTime);
      const isShort = one.dataset.form === "short" && at.toDateString() === today;
      one.textContent = (isShort ? short : whole).format(at);
    });
  };
  const markNew = () => {
    const stories = all("[data-at]");
    if (stories.length === 0) return;
    const at = (one) => Number(one.dataset.at);
    const key = `lede ${location.pathname}`;
    try {
      const since = sessionStorage.getItem(key) ?? localStorage.getItem(key);
      if (since !== null) sessionStorage.setItem(key, since);
      localStorage.setItem(key, String(Math.max(...stories.map(at))));
      if (since === null) return;
      inTurns(
        stories.filter((one) => at(one) > Number(since)),
        (one) => {
          const mark = document.createElement("span");
          mark.className = "new";
          mark.textContent = document.body.dataset.new;
          one.querySelector(".by").prepend(mark, " ");
        },
      );
    } catch {
      // A browser that keeps nothing marks nothing.
    }
  };
  setTimeout(writeTimes);
  setTimeout(markNew);
})();
