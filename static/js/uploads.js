/* Files for a form, sent while its writer goes on writing. Without this file they travel with the form. */
(() => {
  "use strict";
  const MOST = 20, AT_ONCE = 2;

  for (const field of document.querySelectorAll("fieldset[data-uploads]")) {
    const form = field.form || field.closest("form");
    const input = field.querySelector("input[type=file]");
    const list = field.querySelector("[data-sending]");
    const status = field.querySelector("[data-sent]");
    const rows = field.querySelector("[data-rows]");
    const model = field.querySelector("template").content.firstElementChild;
    const words = (name) => model.querySelector(`[data-words=${name}]`).textContent;
    const waiting = [];
    const reserved = new Set();
    let busy = 0;

    // Hidden, it is still the button that the Enter key presses in a line of text: nothing happens then.
    const button = field.querySelector("[name=add_files]");
    button.hidden = true;
    button.addEventListener("click", (event) => event.preventDefault());

    const rowAt = (number) => rows.querySelector(`[data-row="${number}"]`);
    const isFree = (number) => {
      if (reserved.has(number)) return false;
      const row = rowAt(number);
      if (!row) return true;
      if (row.dataset.file) return false;
      return [...row.querySelectorAll("input")].every((i) => ["radio", "checkbox"].includes(i.type) || !i.value);
    };
    const freeNumber = () => {
      for (let number = 1; number <= MOST; number += 1) if (isFree(number)) return number;
      return 0;
    };

    const place = (number, html, uid, name) => {
      if (rows.querySelector(`[data-file="${CSS.escape(uid)}"]`)) { status.textContent = `${name}: ${words("twice")}`; return; }
      const shell = document.createElement("template");
      shell.innerHTML = html; // written by our own server, which escapes what people wrote
      const row = shell.content.querySelector("[data-row]");
      const old = rowAt(number);
      if (old) old.replaceWith(row); else rows.append(row);
      status.textContent = `${name} ${words("done")}`;
      form.dispatchEvent(new Event("input", { bubbles: true })); // there is something new to save
    };

    const next = () => {
      while (busy < AT_ONCE && waiting.length) waiting.shift()();
    };

    const add = (file) => {
      const item = model.cloneNode(true);
      const part = (name) => item.querySelector(`[data-${name}]`);
      const bar = item.querySelector("progress"), again = part("again"), cancel = part("cancel");
      const first = part("state").textContent;
      let request = null, number = 0;
      part("name").textContent = file.name;
      list.append(item);

      const free = () => {
        if (request) { busy -= 1; request = null; }
        reserved.delete(number);
        next();
      };
      const failed = (sentence, mayHelp = true) => {
        free();
        part("state").textContent = sentence;
        part("state").classList.add("late-t");
        bar.hidden = true;
        again.hidden = !mayHelp;
      };
      const send = () => {
        if (!item.isConnected) { next(); return; }
        number = freeNumber();
        if (!number) { failed(words("full")); return; }
        reserved.add(number);
        busy += 1;
        part("state").classList.remove("late-t");
        bar.hidden = false;
        again.hidden = true;
        part("state").textContent = first;
        const data = new FormData();
        data.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
        data.append("organisation", field.dataset.organisation);
        data.append("number", number);
        data.append("file", file);
        request = new XMLHttpRequest();
        request.responseType = "json";
        request.open("POST", field.dataset.uploads);
        request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) bar.value = 100 * event.loaded / event.total; });
        request.addEventListener("error", () => failed(words("lost")));
        request.addEventListener("load", () => {
          const answer = request.response, code = request.status, at = number;
          if (code === 201 && answer) {
            place(at, answer.row, answer.uid, file.name); // before its number can be given away
            item.remove();
            free();
            return;
          }
          const refused = answer && answer.error;
          failed(refused || words(code === 401 ? "ended" : "lost"), !refused);
        });
        request.send(data);
      };
      again.addEventListener("click", () => { waiting.push(send); next(); });
      cancel.addEventListener("click", () => {
        if (request) request.abort();
        item.remove();
        free();
        input.focus();
      });
      waiting.push(send);
      next();
    };

    input.addEventListener("change", () => {
      const chosen = [...input.files];
      input.value = "";
      chosen.forEach(add);
    });

    rows.addEventListener("click", (event) => {
      const remove = event.target.closest("[name=remove_evidence]");
      if (!remove) return;
      event.preventDefault();
      remove.closest("[data-row]").remove();
      form.dispatchEvent(new Event("input", { bubbles: true }));
      input.focus();
    });

    // Before any other listener: a form that goes too early would go without its files.
    form.addEventListener("submit", (event) => {
      if (!busy && !waiting.length) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      status.textContent = words("wait");
      status.scrollIntoView({ block: "center" });
    }, true);
  }
})();
