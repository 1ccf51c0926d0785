// Drafts: copies them, opens the one that a link leads to, and keeps the day of what is to be logged.
// Nothing leaves the page but through your own clipboard. Without it all stands there to be read.
"use strict";

(() => {
  const { clockAt, inFull } = trackerDays;

  // What is added to a log, or signed, is of the day on which that is done, in your own zone. What
  // somebody typed over a day stays: later on, only what is copied is told again. A call sheet's day,
  // whose `data-today` is empty, is looked after in calling.js.
  function tellTheDay(around) {
    const { day } = clockAt(document.body.dataset.zone || "", Date.now());
    for (const one of around.querySelectorAll("[data-today='iso'], [data-today='words']")) {
      one.textContent = one.dataset.today === "words" ? inFull(day) : day;
    }
  }

  function openTheOneMeant() {
    const id = location.hash.slice(1);
    const meant = id && document.getElementById(id);
    if (!meant || !meant.classList.contains("draft")) {
      return;
    }
    for (let one = meant; one; one = one.parentElement) {
      if (one.localName === "details") {
        one.open = true;
      }
    }
    meant.scrollIntoView();
  }

  function select(source) {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function say(button, text) {
    const around = button.closest(".draft, .beside");
    const status = around && around.querySelector(".copied");
    if (!status) {
      return;
    }
    // Emptied first: the same words twice are news again.
    status.textContent = "";
    setTimeout(() => { status.textContent = text; }, 50);
  }

  async function onClick(event) {
    const button = event.target.closest && event.target.closest("button[data-copy]");
    const source = button && document.getElementById(button.dataset.copy);
    if (!source) {
      return;
    }
    tellTheDay(source);
    if (await trackerCopy(source.textContent)) {
      say(button, `${button.dataset.what} is on your clipboard.`);
    } else {
      select(source);
      say(button, "Your browser keeps its clipboard closed: the text is selected, copy it.");
    }
  }

  tellTheDay(document);
  for (const one of document.querySelectorAll("button[data-copy]")) {
    one.hidden = false;
  }
  document.addEventListener("click", onClick);
  addEventListener("hashchange", openTheOneMeant);
  // On another day a draft may stand elsewhere in the page: whoever is still on the way to it goes on.
  document.addEventListener("tracker:arranged", () => {
    tellTheDay(document);
    if (document.readyState !== "complete") {
      openTheOneMeant();
    }
  });
  openTheOneMeant();
})();
