/* The search box of every page. What it looks through is only loaded when it is first used, as two
   more scripts: a page opened from a folder may read no other file. */
"use strict";

(function () {
  var place = document.querySelector(".find");
  var root = document.currentScript.src.replace(/assets\/search\.js[^/]*$/, "");
  if (!place) return;

  /* So many are listed; who wants the next one types another letter. */
  var MOST = 12;
  /* Milliseconds that getting ready may take at a time, so that typing goes on meanwhile. */
  var SLICE = 12;
  /* Milliseconds without a key before a screen reader is told how many there are. */
  var PAUSE = 500;
  /* Characters shown of a text before and after what was found. */
  var BEFORE = 40, AFTER = 110;
  /* Where browsers remember that keys are to be left alone: `/`, and those in keys.js. */
  var SWITCH = "tracker-keys";
  var DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
  var MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  var finder = null, state = "empty", active = -1, options = [], cameFrom = null, telling = 0;

  function make(tag, attributes, inside) {
    var one = document.createElement(tag);
    Object.keys(attributes || {}).forEach(function (name) { one.setAttribute(name, attributes[name]); });
    (inside || []).forEach(function (piece) { one.append(piece); });
    return one;
  }

  var input = make("input", {
    "class": "find-box", type: "text", role: "combobox", "aria-label": "Find a contact",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": "find-list",
    "aria-describedby": "find-hint", "aria-keyshortcuts": "/", autocomplete: "off",
    autocapitalize: "off", spellcheck: "false", placeholder: "Find a contact", enterkeyhint: "go"
  });
  var list = make("div", { id: "find-list", role: "listbox", "aria-label": "Contacts found" });
  var hint = make("p", { id: "find-hint", "class": "find-note" }, [
    "A name, company, position, tag, e-mail, number, or words from a log."
  ]);
  var toggle = make("button", { type: "button", "class": "find-switch" });
  var note = make("p", { "class": "find-note", "aria-hidden": "true" });
  var said = make("p", { "class": "unseen", "aria-live": "polite" });
  var panel = make("div", { "class": "find-panel" }, [list, note, hint, toggle]);
  panel.hidden = true;
  place.append(input, panel, said);
  place.setAttribute("role", "search");
  place.hidden = false;

  /* What a browser remembers may be refused to a page: then `/` works, and cannot be switched. */
  function keysAreOn() {
    try { return localStorage.getItem(SWITCH) !== "off"; } catch (refused) { return true; }
  }

  function showSwitch() {
    toggle.textContent = keysAreOn()
      ? "The key / leads here from anywhere. Switch keys off"
      : "Keys are switched off. Switch them on";
  }

  toggle.addEventListener("click", function () {
    try { localStorage.setItem(SWITCH, keysAreOn() ? "off" : "on"); } catch (refused) { return; }
    showSwitch();
  });

  /* Loading */

  function load() {
    if (state !== "empty" && state !== "lost") return;
    state = "loading";
    var scripts = ["assets/search-words.js", "assets/search-engine.js", "search-data.js"].map(
      function (path) {
        var one = make("script", { src: root + path });
        one.async = false;
        one.addEventListener("error", function () {
          state = "lost";
          scripts.forEach(function (each) { each.remove(); });
          show();
        });
        return one;
      }
    );
    scripts[2].addEventListener("load", function () {
      if (state !== "loading") return;
      finder = new trackerSearch.Finder(trackerFindable);
      prepare();
    });
    document.head.append.apply(document.head, scripts);
  }

  function prepare() {
    var had = finder.hasContacts(), isReady = finder.getReady(SLICE);
    if (!isReady) setTimeout(prepare, 0);
    if (!finder.hasContacts()) return;
    state = isReady ? "ready" : "nearly ready";
    if (isReady || !had) show();
  }

  /* Showing */

  function dayText(iso) {
    var day = new Date(iso + "T00:00:00Z");
    return DAYS[day.getUTCDay()] + " " + day.getUTCDate() + " " + MONTHS[day.getUTCMonth()] + " " + iso.slice(0, 4);
  }

  /* A text with what was found in it marked; `from` and `to` are where it is cut. */
  function marked(text, ranges, from, to) {
    var found = make("bdi"), at = from;
    function plain(end) { found.append(text.slice(at, end).replace(/[*`]+/g, "").replace(/\s+/g, " ")); }
    if (from > 0) found.append("…");
    ranges.forEach(function (range) {
      if (range[0] < at || range[1] > to) return;
      plain(range[0]);
      found.append(make("mark", {}, [text.slice(range[0], range[1])]));
      at = range[1];
    });
    plain(to);
    if (to < text.length) found.append("…");
    return found;
  }

  function whole(text, words) {
    return marked(text, trackerWords.marks(text, words), 0, text.length);
  }

  /* Cut between words, where there are any near. */
  function excerpt(one) {
    var text = one.text, from = Math.max(0, one.marks[0][0] - BEFORE);
    var to = Math.min(text.length, one.marks[0][1] + AFTER);
    var gap = from && text.slice(from, one.marks[0][0]).search(/\s/);
    if (from && gap >= 0) from += gap + 1;
    gap = text.slice(one.marks[0][1], to).search(/\s\S*$/);
    if (to < text.length && gap > 0) to = one.marks[0][1] + gap;
    return marked(text, one.marks, from, to);
  }

  function option(one, number, words) {
    var shown = one.places.slice(0, 2), into = shown.find(function (each) { return each.fragment; });
    var link = make("a", {
      id: "find-" + number, role: "option", "aria-selected": "false", tabindex: "-1",
      href: root + one.href + (into ? "#" + into.fragment : "")
    }, [make("span", { "class": "find-name" }, [whole(one.name, words)])]);
    [one.role, one.company].filter(Boolean).forEach(function (text) {
      link.append(" ", make("span", { "class": "find-where" }, [whole(text, words)]));
    });
    shown.forEach(function (each) {
      var label = each.day ? each.label + ", " + dayText(each.day) : each.label;
      link.append(" ", make("span", { "class": "find-place" }, [
        make("span", { "class": "find-label" }, [label + ": "]), excerpt(each)
      ]));
    });
    return link;
  }

  function count(total) {
    if (total === 0) return "Nobody found.";
    if (total <= MOST) return total === 1 ? "1 contact found." : total + " contacts found.";
    return total.toLocaleString("en") + " contacts found; these are the first " + MOST + ".";
  }

  function tell(text) {
    clearTimeout(telling);
    telling = setTimeout(function () { said.textContent = text; }, PAUSE);
  }

  function choose(number) {
    if (options[active]) options[active].setAttribute("aria-selected", "false");
    active = number;
    if (!options[active]) {
      input.removeAttribute("aria-activedescendant");
      return;
    }
    options[active].setAttribute("aria-selected", "true");
    options[active].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", options[active].id);
  }

  /* Shows what is found for what stands in the box. */
  function show() {
    if (!place.contains(document.activeElement)) return;
    var typed = input.value.trim(), message = "";
    choose(-1);
    options = [];
    if (typed && state === "lost") {
      message = "What there is to find could not be loaded. “tracker build” makes it anew.";
    } else if (typed && !(finder && finder.hasContacts())) {
      message = "One moment…";
    } else if (typed) {
      var found = finder.find(typed, MOST);
      options = found.first.map(function (one, at) { return option(one, at + 1, found.words); });
      message = count(found.total);
    }
    list.replaceChildren.apply(list, options);
    list.hidden = !options.length;
    note.textContent = message;
    note.hidden = !message;
    hint.hidden = toggle.hidden = Boolean(typed);
    panel.hidden = false;
    input.setAttribute("aria-expanded", String(options.length > 0));
    tell(message && options.length ? message + " Arrow keys choose, Enter opens." : message);
  }

  function close() {
    choose(-1);
    panel.hidden = true;
    input.setAttribute("aria-expanded", "false");
    tell("");
  }

  /* Empties the box, and goes back to where the reader was. */
  function leave() {
    input.value = "";
    close();
    var back = cameFrom && cameFrom.isConnected ? cameFrom : document.getElementById("main");
    input.blur();
    if (back) back.focus({ preventScroll: true });
  }

  input.addEventListener("focus", function (event) {
    if (!place.contains(event.relatedTarget)) cameFrom = event.relatedTarget;
    load();
    showSwitch();
    show();
  });
  input.addEventListener("input", show);
  place.addEventListener("focusout", function (event) {
    if (!place.contains(event.relatedTarget)) close();
  });
  /* A press on a result leaves the box focused, so that the list is still there to be clicked. */
  list.addEventListener("mousedown", function (event) { event.preventDefault(); });
  list.addEventListener("click", function () { setTimeout(close, 0); });

  place.addEventListener("keydown", function (event) {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      leave();
      return;
    }
    if (event.target !== input || event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (panel.hidden) show();
      /* Before the first and behind the last is the box itself, where none is chosen. */
      var steps = options.length + 1, step = event.key === "ArrowDown" ? 1 : -1;
      choose((active + 1 + step + steps) % steps - 1);
    } else if (event.key === "Enter" && options.length) {
      event.preventDefault();
      (options[active] || options[0]).click();
    }
  });

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
    if (event.defaultPrevented || !keysAreOn()) return;
    var target = event.target instanceof Element ? event.target : document.body;
    if (target.isContentEditable || target.closest("input, textarea, select")) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
})();
