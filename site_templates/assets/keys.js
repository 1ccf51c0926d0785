// Keys along the agenda, a dialog that says which, and a switch to do without them. Nothing needs
// them: Tab reaches every link, and the button that opens the dialog.
"use strict";

(() => {
  const { make } = trackerPieces;
  // The same switch as that of the search box, whose key `/` is looked after in search.js.
  const SWITCH = "tracker-keys";
  const PLACE = "tracker-card";
  const KEYS = [
    ["j", "the next card"],
    ["k", "the card before"],
    ["Enter", "open it"],
    ["d", "its draft, on the contact's page"],
    ["c", "copy the line for the log"],
    ["/", "find a contact"],
    ["?", "this list"],
  ];
  const ITEMS = "article.card, .event, .rows > li, .opportunities > li";
  const agenda = document.getElementById("arranged");
  if (!agenda) {
    return;
  }

  // --- The switch: a browser may refuse storage, and then it holds for this page ---

  let isOnHere = true;

  // Asked each time, since the search box may have switched them meanwhile.
  function areOn() {
    try {
      return localStorage.getItem(SWITCH) !== "off";
    } catch {
      return isOnHere;
    }
  }

  function turn(on) {
    isOnHere = on;
    try {
      localStorage.setItem(SWITCH, on ? "on" : "off");
    } catch { /* as said */ }
    say(on ? "Keys are on." : "Keys are off. The button “Keys” turns them on again.");
  }

  // --- What is said aloud, and shown for a while ---

  const status = make("p", { class: "said-aloud", role: "status" });
  const statusOfDialog = make("p", { class: "note", role: "status" });
  let silence = 0;

  function say(text) {
    // While the dialog is open, nothing outside it is read out.
    const place = dialog.open ? statusOfDialog : status;
    // Emptied first: the same words twice are news again.
    place.textContent = "";
    clearTimeout(silence);
    setTimeout(() => { place.textContent = text; }, 50);
    silence = setTimeout(() => { place.textContent = ""; }, 8000);
  }

  // --- The dialog ---

  const switched = make("input", { type: "checkbox", id: "keys-on" });
  switched.addEventListener("change", () => turn(switched.checked));
  const dialog = make(
    "dialog", { class: "keys", "aria-labelledby": "keys-title" },
    make("h2", { id: "keys-title" }, "Keys"),
    make("dl", {}, ...KEYS.map(([key, does]) => make(
      "div", {}, make("dt", {}, make("kbd", {}, key)), make("dd", {}, does),
    ))),
    make("p", {}, make("label", { for: "keys-on" }, switched, " Use these keys")),
    statusOfDialog,
    make("form", { method: "dialog" }, make("button", {}, "Close")),
  );
  const button = make("button", { type: "button", class: "keys-button" }, "Keys");
  button.addEventListener("click", help);

  function help() {
    switched.checked = areOn();
    dialog.showModal();
  }

  // --- Along the agenda ---

  // All that can be seen: not what is folded away.
  function items() {
    return [...agenda.querySelectorAll(ITEMS)].filter(
      (one) => one.getClientRects().length && one.querySelector("a"),
    );
  }

  function current() {
    const at = document.activeElement;
    return at && agenda.contains(at) ? at.closest(ITEMS) : null;
  }

  function step(by) {
    const all = items();
    const at = all.indexOf(current());
    const next = at < 0 ? all[by > 0 ? 0 : all.length - 1] : all[at + by];
    if (!next) {
      say(by > 0 ? "That was the last." : "This is the first.");
      return;
    }
    next.querySelector("a").focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }

  // The card of the data that an element shows: both are in the same order. The data are loaded when
  // they are first asked for; without them there is none.
  async function cardOf(element) {
    try {
      await trackerFresh.ready();
    } catch {
      return undefined;
    }
    const elements = [...agenda.querySelectorAll("article.card, .rows > li")];
    const cards = trackerPage.shown().sections.flatMap(
      (one) => [...one.cards, ...one.more, ...one.later],
    );
    return elements.length === cards.length ? cards[elements.indexOf(element)] : undefined;
  }

  async function draft() {
    const item = current();
    const page = item && item.querySelector("a");
    if (!page) {
      say("Go to a card first, with j.");
      return;
    }
    const card = await cardOf(item);
    const links = (card && card.lead.links) || [];
    const found = links.find(([, href]) => href && href.includes("#draft-"));
    // An event has no draft, but may have a call sheet.
    const sheet = item.querySelector(".sheet-link a");
    location.href = found ? found[1] : (card ? page : sheet || page).href;
  }

  async function copyLog() {
    const item = current();
    const card = item && await cardOf(item);
    if (!item) {
      say("Go to a card first, with j.");
    } else if (!card || !card.lead.log) {
      say("There is no line for the log: nothing in it settles this.");
    } else {
      const line = `- ${trackerPage.today()} ${card.lead.log}`;
      const isDone = await trackerCopy(line);
      say(isDone
        ? `On your clipboard, for the log of ${card.lead.head.who[0]}: ${line}`
        : `Your browser keeps its clipboard closed. The line is: ${line}`);
    }
  }

  // --- The way back: it leads to the card from which one left ---

  function nameOf(item) {
    const [named, link] = [item.querySelector("[data-id]"), item.querySelector("a")];
    return named ? named.dataset.id : link && link.getAttribute("href");
  }

  addEventListener("pagehide", () => {
    try {
      sessionStorage.removeItem(PLACE);
      if (current()) {
        sessionStorage.setItem(PLACE, nameOf(current()));
      }
    } catch { /* a browser may refuse storage */ }
  });

  addEventListener("pageshow", () => {
    const [navigation] = performance.getEntriesByType("navigation");
    if (!navigation || navigation.type !== "back_forward" || current()) {
      return;
    }
    try {
      const name = sessionStorage.getItem(PLACE);
      const item = name && items().find((one) => nameOf(one) === name);
      if (item) {
        item.querySelector("a").focus({ preventScroll: true });
      }
    } catch { /* as above */ }
  });

  const ACTS = { j: () => step(1), k: () => step(-1), d: draft, c: copyLog, "?": help };

  function isTyping(element) {
    return element.isContentEditable || /^(input|textarea|select)$/i.test(element.localName);
  }

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    const act = Object.hasOwn(ACTS, event.key) && ACTS[event.key];
    if (isPlain && act && !dialog.open && !isTyping(event.target) && areOn()) {
      event.preventDefault();
      act();
    }
  });

  document.body.append(status, dialog);
  document.querySelector(".foot").prepend(button);
})();
