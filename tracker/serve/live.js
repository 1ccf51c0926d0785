// Reloads the page when a build has changed the site, and says what stands in the way of one.
// `tracker watch` puts it into the pages that it serves; the site on the disk is without it.
"use strict";

(() => {
  const EVENTS = "/-/events";
  // Milliseconds between two attempts to reach the server: doubled after each that fails.
  const SHORTEST_WAIT = 1000;
  const LONGEST_WAIT = 10000;
  const GONE = "This page is no longer in the site";
  const PLACE = "tracker-live place " + location.pathname + location.search;
  const DISMISSED = "tracker-live dismissed";

  const { boot, version } = document.currentScript.dataset;

  // --- The place in the page, over a reload ---

  // A browser may refuse storage; the page then begins at its top, and the banner comes back.
  function store(key, value) {
    try {
      sessionStorage.setItem(key, JSON.stringify(value));
    } catch { /* as said */ }
  }

  function stored(key) {
    try {
      return JSON.parse(sessionStorage.getItem(key));
    } catch {
      return null;
    }
  }

  function forget(key) {
    try {
      sessionStorage.removeItem(key);
    } catch { /* as said */ }
  }

  // Each <details> by a name that survives changes elsewhere in the page: its summary, and the
  // heading of what it is in; numbered where these are the same.
  function namedDetails() {
    const named = new Map();
    for (const one of document.querySelectorAll("details")) {
      const around = one.closest("article, section, li, main");
      const heading = around && around.querySelector("h1, h2, h3, h4");
      const summary = one.querySelector("summary");
      const words = [heading, summary].map((each) => (each ? each.textContent.trim() : ""));
      let name = JSON.stringify(words);
      for (let number = 2; named.has(name); number += 1) {
        name = JSON.stringify([...words, number]);
      }
      named.set(name, one);
    }
    return named;
  }

  function keepPlace() {
    const details = [...namedDetails()].map(([name, one]) => [name, one.open]);
    const focused = document.activeElement ? document.activeElement.id : "";
    store(PLACE, { x: scrollX, y: scrollY, details, focused });
    // Else the browser would scroll too, at a time of its own.
    history.scrollRestoration = "manual";
  }

  function restorePlace() {
    const place = stored(PLACE);
    if (!place) {
      return;
    }
    forget(PLACE);
    const named = namedDetails();
    for (const [name, open] of place.details) {
      if (named.has(name)) {
        named.get(name).open = open;
      }
    }
    const focused = place.focused && document.getElementById(place.focused);
    if (focused) {
      focused.focus({ preventScroll: true });
    }
    const takeBack = drawAll();
    scrollTo({ left: place.x, top: place.y, behavior: "instant" });
    requestAnimationFrame(() => requestAnimationFrame(() => {
      takeBack();
      history.scrollRestoration = "auto";
    }));
  }

  // What is not drawn before it is seen has a height that is guessed, and the reader was at a place
  // among true ones. Two frames after this they are known, and stay so when it is taken back.
  function drawAll() {
    if (!CSS.supports("content-visibility", "auto")) {
      return () => {};
    }
    const drawn = new CSSStyleSheet();
    drawn.replaceSync("* { content-visibility: visible !important; }");
    document.adoptedStyleSheets.push(drawn);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== drawn);
    };
  }

  // --- The banner ---

  // The page's policy forbids styles in attributes and elements, and permits these.
  function styled(element, styles) {
    Object.assign(element.style, styles);
    return element;
  }

  function make(name, text, styles = {}) {
    const element = document.createElement(name);
    element.textContent = text;
    return styled(element, styles);
  }

  // It is there from the start, and empty: screen readers tell what changes in a status.
  const told = make("div", "", { flex: "1", minWidth: "0" });
  told.setAttribute("role", "status");
  const dismiss = make("button", "Dismiss", {
    display: "none", flex: "none", font: "inherit", color: "inherit", background: "transparent",
    border: "1px solid currentColor", borderRadius: "4px", padding: "4px 12px", cursor: "pointer",
  });
  dismiss.type = "button";
  const banner = make("div", "", {
    position: "sticky", top: "0", zIndex: "2147483647",
    display: "flex", gap: "16px", alignItems: "flex-start", boxSizing: "border-box",
    maxHeight: "50vh", overflow: "auto", overflowWrap: "anywhere",
    font: "15px/1.4 system-ui, sans-serif", color: "#3d2a00", background: "#fdf0d5",
  });
  // Browsers that do not know it keep the light colours, which can be read on a dark page too.
  styled(banner, {
    color: "light-dark(#3d2a00, #f8ead0)", background: "light-dark(#fdf0d5, #352a15)",
  });
  banner.append(told, dismiss);
  document.body.prepend(banner);

  let said = "";

  function draw(heading, lines) {
    told.replaceChildren();
    if (heading) {
      told.append(make("strong", heading));
    }
    if (lines.length) {
      const list = make("ul", "", {
        margin: "4px 0 0", padding: "0 0 0 20px", listStyle: "disc",
      });
      list.append(...lines.map((line) => make("li", line)));
      told.append(list);
    }
    styled(dismiss, { display: heading ? "" : "none" });
    styled(banner, {
      padding: heading ? "10px 16px" : "0",
      borderBottom: heading ? "2px solid currentColor" : "0",
    });
    // What is jumped to or focused must not come to lie behind it.
    document.documentElement.style.scrollPaddingTop = heading ? `${banner.offsetHeight}px` : "";
  }

  // What was dismissed stays away, over reloads too, until something else is to be said.
  function say(heading, lines) {
    const wanted = JSON.stringify(heading ? [heading, ...lines] : []);
    if (wanted === said) {
      return;
    }
    said = wanted;
    const isDismissed = stored(DISMISSED) === wanted;
    draw(isDismissed ? "" : heading, isDismissed ? [] : lines);
  }

  // The first problems, and how many there are besides.
  function linesOf({ problems, more }) {
    return more ? [...problems, `and ${more} more`] : problems;
  }

  function showProblems(state) {
    const count = state.problems.length + state.more;
    const many = count === 1 ? "a problem" : `${count} problems`;
    say(count ? `Tracker found ${many}` : "", linesOf(state));
  }

  dismiss.addEventListener("click", () => {
    store(DISMISSED, said);
    draw("", []);
  });
  addEventListener("beforeprint", () => styled(banner, { display: "none" }));
  addEventListener("afterprint", () => styled(banner, { display: "flex" }));

  // --- The news ---

  let latest = null;
  let isAsking = false;

  function isOutdated(state) {
    return state.boot !== boot || state.pages > Number(version);
  }

  // Better an old page than none: it is asked for before this one is given up.
  async function follow() {
    if (!latest.problems.length) {
      forget(DISMISSED);
    }
    if (!isOutdated(latest)) {
      showProblems(latest);
      return;
    }
    if (isAsking) {
      return;
    }
    isAsking = true;
    const asked = latest;
    let status = 0;
    try {
      const where = location.pathname + location.search;
      status = (await fetch(where, { method: "HEAD", cache: "no-store" })).status;
    } catch { /* The server is going. Its next event asks again. */ }
    if (status === 200) {
      keepPlace();
      location.reload();
      return;
    }
    isAsking = false;
    if (latest !== asked) {
      follow();
    } else if (status === 404) {
      say(GONE, linesOf(latest));
    }
  }

  // The stream is open while the page is looked at: browsers allow a server six connections, and
  // tabs in the background would use them up. Its first event tells what a page has missed.
  let source = null;
  let timer = 0;
  let wait = SHORTEST_WAIT;

  function disconnect() {
    clearTimeout(timer);
    if (source) {
      source.close();
      source = null;
    }
  }

  function connect() {
    disconnect();
    if (document.hidden) {
      return;
    }
    source = new EventSource(EVENTS);
    source.onmessage = (event) => {
      wait = SHORTEST_WAIT;
      latest = JSON.parse(event.data);
      follow();
    };
    source.onerror = () => {
      disconnect();
      timer = setTimeout(connect, wait);
      wait = Math.min(2 * wait, LONGEST_WAIT);
    };
  }

  document.addEventListener("visibilitychange", () => {
    if (document.hidden) {
      disconnect();
    } else {
      connect();
    }
  });
  addEventListener("pagehide", disconnect);
  // After all has loaded, so that there is something to scroll; also on the way back to a page.
  addEventListener("pageshow", () => {
    restorePlace();
    connect();
  });
})();
