// Sends each chosen or dropped file by a request of its own, so that a lost connection costs one
// file at most, which can be sent again.
"use strict";

(() => {
  const AT_ONCE = 2;
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const zone = form.querySelector(".upload__zone");
  const input = form.querySelector("input[type=file]");
  const section = document.querySelector(".upload__sending");
  const list = section.querySelector("ul");
  const status = section.querySelector("[role=status]");
  const words = section.dataset;
  const queue = [];
  let sending = 0;
  let sent = 0;
  let total = 0;
  // How many came in, and how many did not: an archive counts as the files in it.
  let received = 0;
  let others = 0;

  // A text of the page with its {places} filled in.
  const told = (text, places) => text.replace(/\{(\w+)\}/g, (_, name) => places[name]);

  function takeChosen() {
    add(input.files);
    input.value = "";
  }
  input.addEventListener("change", takeChosen);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    input.click();
  });

  let depth = 0;
  zone.addEventListener("dragenter", (event) => {
    event.preventDefault();
    depth += 1;
    zone.classList.add("upload__zone--over");
  });
  zone.addEventListener("dragleave", () => {
    depth -= 1;
    if (depth === 0) zone.classList.remove("upload__zone--over");
  });
  // A file dropped beside the zone would open in place of this page.
  for (const name of ["dragover", "drop"]) {
    window.addEventListener(name, (event) => event.preventDefault());
  }
  window.addEventListener("drop", (event) => {
    depth = 0;
    zone.classList.remove("upload__zone--over");
    add(event.dataTransfer.files);
  });

  function add(files) {
    for (const file of files) {
      total += 1;
      queue.push({ file, line: newLine(file) });
    }
    section.hidden = list.children.length === 0;
    next();
  }

  function newLine(file) {
    const item = document.createElement("li");
    const name = document.createElement("span");
    name.className = "upload__name";
    name.textContent = file.name;
    const state = document.createElement("span");
    state.className = "upload__state";
    state.textContent = words.waits;
    item.append(name, " ", state);
    list.append(item);
    return item;
  }

  function next() {
    tellStatus();
    while (sending < AT_ONCE && queue.length > 0) send(queue.shift());
  }

  function tellStatus() {
    const left = total - sent;
    const allSent = others > 0 ? words.someRefused : words.allSent;
    status.textContent = told(left > 0 ? words.someSent : allSent, { sent, total, received, others });
  }

  function send({ file, line }) {
    sending += 1;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", told(words.sending, { name: file.name }));
    say(line, `${words.beingSent} `, "");
    line.querySelector(".upload__state").append(bar);

    const body = new FormData();
    body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.append(input.name, file);
    const request = new XMLHttpRequest();
    request.open("POST", form.dataset.upload);
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => answered(request, file, line));
    request.addEventListener("error", () => lost(file, line, words.lost));
    request.addEventListener("loadend", () => {
      sending -= 1;
      next();
    });
    request.send(body);
  }

  function answered(request, file, line) {
    const answer = request.response;
    if (request.status === 200 && answer?.files) {
      sent += 1;
      answer.files.forEach((found, index) => {
        const at = index === 0 ? line : line.parentElement.insertBefore(newLine(file), null);
        at.querySelector(".upload__name").textContent = found.name;
        say(at, found.text, found.status, found.address);
        if (found.status === "received") received += 1;
        else others += 1;
      });
      if (answer.files.length === 0) refuse(line, words.empty);
      document.dispatchEvent(new Event("archive:received"));
    } else if (answer?.error) {
      sent += 1;
      refuse(line, answer.error);
    } else if (request.status === 413) {
      sent += 1;
      refuse(line, words.tooLarge);
    } else {
      const signedOut = request.status === 403 || request.responseURL.includes("/login/");
      lost(file, line, signedOut ? words.signedOut : words.unexpected);
    }
  }

  function refuse(line, reason) {
    others += 1;
    say(line, reason, "refused");
  }

  function lost(file, line, reason) {
    say(line, `${told(words.notSent, { reason })} `, "refused");
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = words.again;
    again.setAttribute("aria-label", told(words.againNamed, { name: file.name }));
    again.addEventListener("click", () => {
      // The button goes with what it stands in: the focus stays at the file.
      line.tabIndex = -1;
      line.focus();
      say(line, words.waits, "");
      queue.push({ file, line });
      next();
    });
    line.querySelector(".upload__state").append(again);
  }

  function say(line, text, kind, address) {
    const state = line.querySelector(".upload__state");
    state.className = `upload__state${kind ? ` upload__state--${kind}` : ""}`;
    state.textContent = text;
    if (address) {
      const link = document.createElement("a");
      link.href = address;
      link.textContent = words.look;
      const name = line.querySelector(".upload__name").textContent;
      link.setAttribute("aria-label", told(words.lookNamed, { name }));
      state.append(" ", link);
    }
  }

  // Chosen before this script ran, or kept by the browser over a reload.
  if (input.files.length > 0) takeChosen();

  window.addEventListener("beforeunload", (event) => {
    if (sending + queue.length > 0) event.preventDefault();
  });
})();
