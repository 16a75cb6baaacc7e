"use strict";
// The page is drawn by the server. This script sends what the visitor does, and fits in the pieces that changed.

const screen_id = document.body.dataset.screen;
const token = document.querySelector("meta[name=token]").content;
const byId = (id) => document.getElementById(id);
let opener = null; // where the keyboard was before a sheet opened

// ---------------------------------------------------------------- sending

async function act(what) {
  document.body.classList.add("busy");
  try {
    const answer = await fetch(`/act/${screen_id}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Demo-Token": token },
      body: JSON.stringify(what),
    });
    const told = await answer.json();
    if (told.gone) reload();
    else if (!told.ok) toast(told.error);
    return told;
  } catch {
    toast("The demo does not answer. Is it still running?");
    return { ok: false };
  } finally {
    document.body.classList.remove("busy");
  }
}

function toast(text) {
  const box = byId("toast");
  box.textContent = text;
  box.classList.add("shown");
  clearTimeout(box.timer);
  box.timer = setTimeout(() => box.classList.remove("shown"), 7000);
}

function reload() {
  location.replace("/");
}

// ---------------------------------------------------------------- what a button means

function surface(element) {
  const where = element.closest("[data-surface]");
  return where ? { surface: where.dataset.surface, channel: where.dataset.channel, ts: where.dataset.ts } : {};
}

function block(element) {
  return { action_id: element.dataset.actionId, block_id: element.dataset.blockId };
}

const does = {
  look: (e) => act({ do: "look", place: e.dataset.place }),
  box: (e) => act({ do: "box", box: e.dataset.box }),
  open: (e) => act({ do: "open", key: e.dataset.key }),
  form: (e) => act({ do: "form", form: e.dataset.form }),
  draft: (e) => act({ do: "draft", key: e.dataset.key }),
  discard: () => act({ do: "discard" }),
  "close-view": () => act({ do: "close-view" }),
  help: () => showSheet(byId("help")),
  step: (e) => goToStep(Number(e.dataset.step)),
  shortcut: (e) => act({ do: "shortcut", ts: e.dataset.ts, name: e.dataset.name }),
  async write() {
    await act({ do: "write" });
    whenThere("#send", (send) => send.focus());
  },
  async reply(e) {
    await act({ do: "reply", key: e.dataset.key });
    whenThere("#write-text", (text) => {
      text.focus();
      text.setSelectionRange(0, 0);
      text.scrollTop = 0;
    });
  },
  async thread(e) {
    await act({ do: "thread", ts: e.dataset.ts });
    if (e.dataset.ts) whenThere("#thread input", (input) => input.focus());
  },
  async click(e) {
    if (!(await sure(e))) return;
    const menu = e.closest("details");
    if (menu) menu.open = false;
    e.setAttribute("aria-busy", "true");
    const label = e.getAttribute("aria-label") || e.textContent.trim();
    await act({ do: "click", ...surface(e), ...block(e), value: e.dataset.value, selected: e.dataset.selected, label });
    e.removeAttribute("aria-busy");
  },
};

document.addEventListener("click", (event) => {
  const e = event.target.closest("[data-do]");
  if (!e || e.disabled || e.matches("form, select, input, textarea, .choices")) return;
  if (does[e.dataset.do]) does[e.dataset.do](e);
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "dialog") return;
  event.preventDefault();
  submits[form.dataset.do]?.(form);
});

const submits = {
  async say(form) {
    const field = form.elements.text;
    const text = field.value;
    field.value = "";
    hideHints();
    const told = await act({ do: "say", channel: form.dataset.channel, thread: form.dataset.thread, text });
    if (!told.ok && !field.value) field.value = text;
  },
  async send(form) {
    const { to, cc, subject, text } = form.elements;
    byId("send").setAttribute("aria-busy", "true");
    await act({ do: "send", to: to.value, cc: cc.value, subject: subject.value, text: text.value });
    byId("send")?.removeAttribute("aria-busy");
    whenThere("#write", (write) => document.activeElement === document.body && write.focus());
  },
  async submit(form) {
    const values = {};
    for (const field of form.querySelectorAll("[data-input]")) values[field.dataset.blockId] = entered(field);
    const told = await act({ do: "submit", values });
    if (told.ok) setTimeout(() => document.querySelector("dialog [aria-invalid=true]")?.focus(), 120);
  },
};

function entered(field) {
  const kind = field.dataset.input;
  if (kind === "radio_buttons") return field.querySelector(":checked")?.value ?? null;
  if (field.matches(".choices")) return [...field.querySelectorAll(":checked")].map((box) => box.value);
  if (kind === "external_select") return picked(field);
  if (kind === "datetimepicker") return field.value ? Math.round(new Date(field.value).getTime() / 1000) : null;
  return field.value === "" ? null : field.value;
}

document.addEventListener("change", async (event) => {
  const e = event.target.closest("[data-do=be], [data-do=pick]");
  if (!e) return;
  if (e.dataset.do === "be") await act({ do: "be", user: e.value });
  else if (await sure(e)) await act({ do: "click", ...surface(e), ...block(e), selected: entered(e), label: e.selectedOptions?.[0]?.text || named(e) });
});

function named(field) {
  return field.getAttribute("aria-label") || field.labels?.[0]?.textContent.trim() || "";
}

// ---------------------------------------------------------------- selects that ask the app

function picked(field) {
  const offered = [...field.list.options];
  const option = offered.find((one) => one.value === field.value) || (offered.length === 1 ? offered[0] : null);
  if (option) return option.dataset.id;
  return field.value === field.defaultValue ? field.dataset.picked || null : null;
}

function loadOptions(field) {
  clearTimeout(field.timer);
  if (field.value.length < Number(field.dataset.least)) return;
  field.timer = setTimeout(async () => {
    const told = await act({ do: "options", ...surface(field), ...block(field), typed: field.value });
    const options = (told.answer || []).map((one) => {
      const option = new Option(one.text.text, one.text.text);
      option.dataset.id = one.value;
      return option;
    });
    field.list.replaceChildren(...options);
  }, 200);
}

for (const kind of ["input", "focusin"])
  document.addEventListener(kind, (event) => event.target.dataset?.input === "external_select" && loadOptions(event.target));

// ---------------------------------------------------------------- "Are you sure?"

function sure(e) {
  if (!e.dataset.confirm) return true;
  const words = JSON.parse(e.dataset.confirm);
  const sheet = document.createElement("dialog");
  sheet.className = "sheet";
  const add = (parent, tag, text, kind) => {
    const made = parent.appendChild(document.createElement(tag));
    made.textContent = text;
    if (kind) made.className = kind;
    return made;
  };
  add(sheet, "h2", words.title);
  add(sheet, "p", words.text);
  const foot = add(sheet, "footer", "");
  const no = add(foot, "button", words.deny || "Cancel", "bk-button plain");
  const yes = add(foot, "button", words.confirm || "Yes", `bk-button ${words.style === "danger" ? "danger" : "primary"}`);
  document.body.append(sheet);
  return new Promise((resolve) => {
    const end = (answer) => {
      sheet.close();
      sheet.remove();
      resolve(answer);
    };
    no.onclick = () => end(false);
    yes.onclick = () => end(true);
    sheet.oncancel = () => end(false);
    sheet.showModal();
    yes.focus();
  });
}

// ---------------------------------------------------------------- the tour

function goToStep(step) {
  if (step === 1) return byId("send") ? point(byId("send")) : does.write();
  if (step === 3) return point(document.querySelector("#mails .unread") || document.querySelector("#mails button[data-do=open]"));
  const claim = [...document.querySelectorAll("#channel [data-action-id*=claim]")].pop();
  if (claim) return point(claim);
  const place = [...document.querySelectorAll("#sidebar [data-do=look]")].find((one) => one.textContent.includes("sales-referrals"));
  if (!place) return toast("Nobody has sent an intro yet: that is step 1.");
  act({ do: "look", place: place.dataset.place });
  return whenThere("#channel [data-action-id*=claim]", point, () => toast("There is no lead to claim yet: send an intro first."));
}

function point(element) {
  if (!element) return toast("There is nothing to see here yet.");
  element.scrollIntoView({ block: "nearest" });
  element.focus();
  element.classList.remove("pointed");
  void element.offsetWidth;
  element.classList.add("pointed");
  setTimeout(() => element.classList.remove("pointed"), 1800);
}

function whenThere(selector, then, otherwise) {
  const until = performance.now() + 1500;
  const look = () => {
    const found = document.querySelector(selector);
    if (found) then(found);
    else if (performance.now() < until) requestAnimationFrame(look);
    else otherwise?.();
  };
  look();
}

// ---------------------------------------------------------------- the list of commands

const hints = () => [...document.querySelectorAll("#hints li:not([hidden])")];

function showHints(field) {
  const list = byId("hints");
  const text = field.value.toLowerCase();
  const fits = (hint) => text.startsWith("/") && (hint.startsWith(text) || (text.startsWith(hint) && hint.endsWith(" ")));
  let shown = 0;
  for (const item of list.children) {
    item.hidden = !fits(item.dataset.text.toLowerCase());
    shown += item.hidden ? 0 : 1;
    item.setAttribute("aria-selected", "false");
  }
  list.hidden = !shown;
  field.setAttribute("aria-expanded", String(!list.hidden));
  field.removeAttribute("aria-activedescendant");
}

function hideHints() {
  const list = byId("hints");
  if (!list) return;
  list.hidden = true;
  byId("say")?.setAttribute("aria-expanded", "false");
}

function moveHint(field, by) {
  const all = hints();
  const at = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  all.forEach((one) => one.setAttribute("aria-selected", "false"));
  const next = all[(at + by + all.length) % all.length] ?? all[0];
  next.setAttribute("aria-selected", "true");
  next.scrollIntoView({ block: "nearest" });
  field.setAttribute("aria-activedescendant", next.id);
}

function takeHint(field) {
  const chosen = hints().find((one) => one.getAttribute("aria-selected") === "true");
  if (!chosen || field.value.startsWith(chosen.dataset.text)) return false;
  field.value = chosen.dataset.text;
  showHints(field);
  return true;
}

document.addEventListener("input", (event) => event.target.id === "say" && showHints(event.target));
document.addEventListener("focusout", (event) => event.target.id === "say" && setTimeout(hideHints, 150));
document.addEventListener("mousedown", (event) => {
  const item = event.target.closest("#hints li");
  if (!item) return;
  event.preventDefault();
  const field = byId("say");
  field.value = item.dataset.text;
  field.focus();
  showHints(field);
});

// ---------------------------------------------------------------- keys

document.addEventListener("keydown", (event) => {
  const e = event.target;
  if (e.id === "say" && !byId("hints").hidden) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      return moveHint(e, event.key === "ArrowDown" ? 1 : -1);
    }
    if ((event.key === "Enter" || event.key === "Tab") && takeHint(e)) return event.preventDefault();
    if (event.key === "Escape") return hideHints();
  }
  if (e.matches("[role=tab]") && (event.key === "ArrowRight" || event.key === "ArrowLeft")) {
    const tabs = [...e.parentElement.querySelectorAll("[role=tab]")];
    tabs[(tabs.indexOf(e) + (event.key === "ArrowRight" ? 1 : -1) + tabs.length) % tabs.length].focus();
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && e.form) return e.form.requestSubmit();
  if (event.key === "Escape" && !document.querySelector("dialog[open]")) {
    if (e.matches("input, textarea, select")) return e.blur();
    if (byId("thread").children.length) return act({ do: "thread", ts: "" });
  }
  if (e.matches("input, textarea, select") || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector("dialog[open]")) return;
  const keys = {
    1: () => goToStep(1),
    2: () => goToStep(2),
    3: () => goToStep(3),
    "/": () => byId("say")?.focus(),
    u: () => byId("who").focus(),
    m: () => does.write(),
    "?": () => does.help(),
  };
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

// ---------------------------------------------------------------- sheets (modals)

function showSheet(sheet) {
  if (sheet.open) return;
  opener = document.activeElement;
  sheet.showModal();
  sheet.querySelector("[autofocus], .fields input, .fields select, .fields textarea, footer .primary")?.focus();
}

document.addEventListener("cancel", (event) => {
  if (!event.target.matches?.("[data-modal]")) return;
  event.preventDefault();
  act({ do: "close-view" });
}, true);

// ---------------------------------------------------------------- fitting in what changed

const KEPT = new Set(["open", "aria-expanded", "aria-busy", "aria-activedescendant"]);

function fit(now, next) {
  for (const { name, value } of next.attributes) if (now.getAttribute(name) !== value) now.setAttribute(name, value);
  for (const { name } of [...now.attributes]) if (!next.hasAttribute(name) && !KEPT.has(name) && name !== "class") now.removeAttribute(name);
  if (!next.hasAttribute("class")) now.removeAttribute("class");
  if (now.nodeName !== "DATALIST") fitChildren(now, next); // its options came from the app
}

function fitChildren(now, next) {
  let at = now.firstChild;
  for (const wanted of [...next.childNodes]) {
    const same = wanted.id ? [...now.children].find((one) => one.id === wanted.id) : fits(at, wanted) ? at : null;
    if (!same) {
      now.insertBefore(wanted, at);
      continue;
    }
    if (same === at) at = at.nextSibling;
    else now.insertBefore(same, at);
    if (same.nodeType === Node.ELEMENT_NODE) fit(same, wanted);
    else if (same.nodeValue !== wanted.nodeValue) same.nodeValue = wanted.nodeValue;
  }
  while (at) {
    const gone = at;
    at = at.nextSibling;
    gone.remove();
  }
}

function fits(now, next) {
  return now && now.nodeType === next.nodeType && now.nodeName === next.nodeName && !now.id;
}

function redraw(region, html) {
  const box = byId(region);
  const logs = [...box.querySelectorAll("[data-bottom]")];
  const low = new Map(logs.map((one) => [one.id, one.scrollHeight - one.scrollTop - one.clientHeight < 60]));
  const sheet = document.createElement("template");
  sheet.innerHTML = html;
  const lost = box.contains(document.activeElement) && document.activeElement;
  fitChildren(box, sheet.content);
  for (const one of box.querySelectorAll("[data-bottom]")) if (low.get(one.id) ?? true) one.scrollTop = one.scrollHeight;
  const who = byId("who");
  if (region === "sidebar") who.value = who.querySelector("[selected]").value;
  const view = box.querySelector("dialog[data-modal]:not([open])");
  if (view) showSheet(view);
  if (region === "modal" && !box.querySelector("dialog") && opener) keepFocus(opener);
  else if (lost && !document.contains(lost)) keepFocus(lost, region);
}

// The button that was pressed may be gone (a claimed card has no Claim): the keyboard stays near it.
function keepFocus(lost, region) {
  opener = null;
  if (document.contains(lost)) return lost.focus();
  const again = lost.id && byId(lost.id);
  const near = again || (region === "channel" && document.querySelector("#channel [role=log], #channel .home"));
  if (near) near.focus({ preventScroll: true });
}

// ---------------------------------------------------------------- the live line

function live(state, word) {
  byId("live").dataset.state = state;
  byId("live").querySelector(".word").textContent = word;
}

const line = new EventSource(`/live/${screen_id}`);
line.addEventListener("open", () => live("on", "live"));
line.addEventListener("error", () => live("off", "not connected"));
line.addEventListener("gone", reload);
line.addEventListener("region", (event) => {
  const { id, html } = JSON.parse(event.data);
  redraw(id, html);
});

for (const one of document.querySelectorAll("[data-bottom]")) one.scrollTop = one.scrollHeight;
const view = document.querySelector("dialog[data-modal]");
if (view) showSheet(view);
history.replaceState(null, "", `/?again=${screen_id}`);
