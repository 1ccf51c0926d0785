/* Drafts: copies them, opens the one that a link leads to, and keeps the day of what is to be logged.
   Nothing leaves the page but through your own clipboard. Without it all stands there to be read. */
(function () {
  "use strict";

  var MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"];
  var DAYS = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"];

  /* What is added to a log, or signed, is of the day on which that is done. What somebody typed over
     a day stays: later on, only what is copied is told again. A call sheet's day, whose `data-today`
     is empty, is looked after in calling.js. */
  function tellTheDay(around) {
    var now = new Date();
    var iso = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(function (one) {
      return (one < 10 ? "0" : "") + one;
    }).join("-");
    var words = DAYS[now.getDay()] + " " + now.getDate() + " " + MONTHS[now.getMonth()] + " " +
      now.getFullYear();
    around.querySelectorAll("[data-today='iso'], [data-today='words']").forEach(function (one) {
      one.textContent = one.dataset.today === "words" ? words : iso;
    });
  }

  function openTheOneMeant() {
    var id = location.hash.slice(1);
    var meant = id && document.getElementById(id);
    if (!meant || !meant.classList.contains("draft")) { return; }
    for (var one = meant; one; one = one.parentElement) {
      if (one.localName === "details") { one.open = true; }
    }
    meant.scrollIntoView();
  }

  function select(source) {
    var range = document.createRange();
    range.selectNodeContents(source);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
  }

  function say(button, text) {
    var around = button.closest(".draft, .beside");
    var status = around && around.querySelector(".copied");
    if (!status) { return; }
    /* Emptied first: the same words twice are news again. */
    status.textContent = "";
    setTimeout(function () { status.textContent = text; }, 50);
  }

  function onClick(event) {
    var button = event.target.closest && event.target.closest("button[data-copy]");
    var source = button && document.getElementById(button.dataset.copy);
    if (!source) { return; }
    tellTheDay(source);
    trackerCopy(source.textContent).then(function (done) {
      if (done) {
        say(button, button.dataset.what + " is on your clipboard.");
      } else {
        select(source);
        say(button, "Your browser keeps its clipboard closed: the text is selected, copy it.");
      }
    });
  }

  tellTheDay(document);
  document.querySelectorAll("button[data-copy]").forEach(function (one) { one.hidden = false; });
  document.addEventListener("click", onClick);
  addEventListener("hashchange", openTheOneMeant);
  openTheOneMeant();
})();
