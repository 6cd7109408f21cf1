/* Enhancement only: keeps the draft of a form while its writer types. Without it, the button for drafts does. */
(() => {
  "use strict";
  const REST = 3000; // milliseconds without a key before the form is sent
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const status = form.querySelector("[data-autosave-status]");
  const address = location.href;
  let changes = 0; // counts what was typed, so that an answer knows whether more came meanwhile
  let saved = 0;
  let timer;
  let sending = null;
  let stopped = false; // after a conflict or a refusal only the writer goes on

  const say = (words) => { if (status.textContent !== words) status.textContent = words; };

  const written = () => {
    // Files stay where they are: they are sent with the form itself.
    const texts = [...new FormData(form)].filter(([, value]) => typeof value === "string");
    return new URLSearchParams([...texts, ["draft", "1"], ["autosave", "1"]]);
  };

  const take = (answer, count) => {
    if (answer.version === undefined) return;
    form.elements.version.value = answer.version;
    saved = count;
    // More may have been typed while this was on its way.
    if (saved === changes) form.dispatchEvent(new Event("saved"));
  };

  const send = async () => {
    const count = changes;
    try {
      const response = await fetch(address, { method: "POST", body: written(), keepalive: true });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      const answer = isOurs ? await response.json() : { message: status.dataset.signedOut };
      if (response.ok) take(answer, count);
      // What cannot be kept as it stands (422) may be mended by the next key.
      else stopped = response.status !== 422;
      say(answer.message);
    } catch {
      say(status.dataset.offline);
      if (!stopped) timer = setTimeout(save, 5 * REST);
    }
  };

  const save = () => {
    clearTimeout(timer);
    if (sending || stopped || saved === changes || form.dataset.sent) return;
    sending = send().finally(() => {
      sending = null;
      if (saved !== changes && !stopped && !form.dataset.sent) timer = setTimeout(save, REST);
    });
  };

  form.addEventListener("input", () => {
    changes += 1;
    clearTimeout(timer);
    timer = setTimeout(save, REST);
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") save(); });
  addEventListener("pagehide", save);

  // The form itself waits for the draft that is on its way, and goes with the version that came of it.
  addEventListener("submit", (event) => {
    if (event.target !== form) return;
    clearTimeout(timer);
    if (!sending) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    stopped = true;
    const button = event.submitter;
    sending.finally(() => form.requestSubmit(button));
  }, true);
})();
