/* Enhancement only: who else has this joint note open, and whether somebody saved it. The text is never touched. */
(() => {
  "use strict";
  const EVERY = 10000; // milliseconds
  const WRITING = 30000; // after the last key somebody is there and reads
  const place = document.querySelector("[data-presence]");
  if (!place) return;
  const here = place.querySelector("[data-here]");
  const news = place.querySelector("[data-news]");
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value;
  if (!token) return;
  let state = "";
  let typed = -WRITING;
  let timer;

  const body = (more) => new URLSearchParams({ csrfmiddlewaretoken: token, state, ...more });

  const show = (answer) => {
    state = answer.state;
    here.replaceChildren(...answer.here.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
    if (!answer.news) return;
    const link = document.createElement("a");
    link.href = answer.url;
    link.target = "_blank"; // what was typed here stays
    link.textContent = place.dataset.see;
    news.replaceChildren(`${answer.news} `, link);
    news.hidden = false;
  };

  const look = async () => {
    clearTimeout(timer);
    if (document.visibilityState === "hidden") return;
    const more = { revision: place.dataset.revision };
    if (performance.now() - typed < WRITING) more.writing = "1";
    try {
      const response = await fetch(place.dataset.presence, { method: "POST", body: body(more) });
      if (response.status === 200) show(await response.json());
      if (response.status >= 400 && response.status < 500) return; // no longer for this person
    } catch { /* no connection: the next time may do */ }
    timer = setTimeout(look, EVERY);
  };

  document.addEventListener("input", () => { typed = performance.now(); });
  document.addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);
  addEventListener("pagehide", () => {
    clearTimeout(timer);
    navigator.sendBeacon(place.dataset.presence, body({ leave: "1" }));
  });
})();
