// The agenda on another day than that of the build, as fresh.js asks for it. Cards look as
// site_templates/parts/card.html makes them; all that somebody typed enters as text. A page without
// the places for it stays as it is.
"use strict";

const trackerPage = (() => {
  const { away, clockAt, hoursOn, timeliness } = trackerDays;
  const { link, links, make, saidHours, time } = trackerPieces;
  const data = trackerAgenda;

  const places = {
    today: document.querySelector(".intro .today"),
    summary: document.querySelector(".intro .summary"),
    note: document.querySelector(".fresh"),
    agenda: document.getElementById("arranged"),
  };
  // Of a page with an intro of its own that does without it.
  const sent = document.querySelector(".intro .sent");
  const isWhole = Object.values(places).every(Boolean);
  let shown = trackerArrange(data, data.built);

  // --- Smaller pieces, as in parts/text.html ---

  function where(position, company) {
    return [position, position && company && " at ", company && link(company)];
  }

  function source(one) {
    return make("span", { class: "source" }, link(one));
  }

  // --- A follow-up, as in parts/follow_up.html ---

  function timing(one, today) {
    const attributes = {
      class: `timing ${one.bucket}`, "data-due": one.due, "data-deadline": one.deadline,
    };
    return make("span", attributes, timeliness(one.due, one.deadline, today));
  }

  function days(one) {
    const until = one.deadline === one.due ? [] : [", in time until ", time(one.deadline)];
    const verb = one.bucket === "waiting" ? "ask from " : "due ";
    return make("span", { class: "days" }, verb, time(one.due), until);
  }

  function hours(one, person, today) {
    if (one.how !== "call") {
      return null;
    }
    const day = one.due > today ? one.due : today;
    return hoursOn(day, person.zone, data.zone, data.callHours);
  }

  function channel(one, person, today) {
    if (one.note) {
      return make("p", { class: "how" }, make("span", { class: "missing" }, one.note));
    }
    if (!one.how) {
      return null;
    }
    const label = make("span", { class: "by" }, data.channels[one.how]);
    const to = links((person.to || {})[one.how] || [], " or ");
    return make("p", { class: "how" }, label, " ", to, callHours(one, person, today));
  }

  function callHours(one, person, today) {
    const found = hours(one, person, today);
    if (!found) {
      return null;
    }
    const [opens, closes] = data.callHours;
    const attributes = {
      class: "hours", "data-zone": person.zone || "", "data-yours": data.zone,
      "data-opens": opens, "data-closes": closes,
    };
    return [" ", make("span", attributes, saidHours(found))];
  }

  function followUp(one, person, today, saysHow) {
    const beside = [one.whom, one.attempt].filter(Boolean).map(
      (text) => [" ", make("span", { class: "attempt" }, text)],
    );
    const what = make("span", {}, make("strong", {}, one.what), beside);
    return make(
      "div", { class: "follow-up", "data-id": one.id },
      make("p", { class: "what" }, what, " ", timing(one, today)),
      make("p", { class: "why" }, one.reason, " ", days(one), " ", source(one.source)),
      saysHow && channel(one, person, today),
      one.links && make("p", { class: "sheet-link" }, links(one.links, " · ")),
    );
  }

  // --- Cards, events and openings, as in parts/card.html ---

  function card(one, today) {
    const { head } = one.lead;
    // How to reach them is said once for all that is done in the same way.
    const way = (each) => JSON.stringify([each.how, each.note, hours(each, one.person, today)]);
    const act = (each) => followUp(
      each, one.person, today, each === one.lead || way(each) !== way(one.lead),
    );
    const rest = (found) => make("div", { class: "rest" }, found.map(act));
    return make("li", {}, make(
      "article", { class: `card ${one.section}` },
      make(
        "div", { class: "who" },
        make("h3", {}, link(head.who)),
        head.own && make("p", { class: "where" }, link(head.own)),
        (head.position || head.company) && make(
          "p", { class: "where" }, head.elsewhere && "about ", where(head.position, head.company),
        ),
        head.named && make("p", { class: "where" }, "named in the file of ", link(head.named)),
      ),
      make(
        "div", { class: "acts" },
        act(one.lead),
        one.rest.length ? rest(one.rest) : null,
        one.later.length
          ? make("details", {}, make("summary", {}, `Later: ${one.later.length} more`),
            rest(one.later))
          : null,
      ),
      one.last && lastSaid(one.last),
    ));
  }

  function lastSaid(one) {
    return make(
      "div", { class: "last" },
      make("p", { class: "meta" }, `Last: ${one.kind}`, one.way && ` (${one.way})`, ", ",
        time(one.day), " ", source(one.source)),
      one.text && make("p", { class: "said" }, one.text),
    );
  }

  function row(one, today) {
    const { lead } = one;
    const others = one.rest.length + one.later.length;
    return make(
      "li", {}, link(lead.head.who), lead.head.company && [" ", make("i", {}, lead.head.company[0])],
      ` ${lead.what} `, others ? [make("small", {}, `and ${others} more`), " "] : null,
      make("span", { class: `timing ${one.section}` },
        timeliness(lead.due, lead.deadline, today)),
    );
  }

  function event(one, today) {
    const sheet = one.sheet && [make("span", { class: "sheet-link" }, link(one.sheet)), " "];
    const about = one.position || one.company ? [", ", where(one.position, one.company)] : null;
    const others = (one.others || []).flatMap(
      (each, at, all) => [at === all.length - 1 ? " and " : ", ", link(each)],
    );
    return make(
      "li", { class: "event" },
      make("p", { class: "moment" }, make("strong", {}, time(one.day)), one.time && `, ${one.time}`,
        " ", make("span", { class: "timing event-timing", "data-day": one.day },
          away(one.day, today))),
      make("p", {}, one.kind, one.channel && ` (${one.channel})`, " with ", link(one.who), others,
        about),
      one.text && make("p", { class: "said" }, one.text),
      make("p", { class: "meta" }, sheet, source(one.source)),
    );
  }

  function openEnd(one) {
    return make(
      "li", {},
      make("p", { class: "name" }, where(one.position, one.company), " ",
        make("span", { class: "stage" }, one.stage)),
      make("p", { class: "meta" }, one.last && ["last entry ", time(one.last)],
        one.people && [" · ", links(one.people, ", ")]),
    );
  }

  // --- The page, as in agenda.html ---

  function jump(agenda) {
    const item = (id, name, title, number) => make(
      "li", {}, make("a", name ? { class: name, href: `#${id}` } : { href: `#${id}` },
        title, " ", make("b", {}, String(number))),
    );
    const events = agenda.events.length + agenda.laterEvents.length;
    return make("nav", { class: "jump", "aria-label": "On this page" }, make(
      "ul", {},
      events ? item("events", "", "Events", events) : null,
      agenda.sections.map((one) => item(one.id, one.id, one.title, one.total)),
      agenda.openEnds.length
        ? item("no-next-step", "", "No next step", agenda.openEnds.length) : null,
    ));
  }

  function folded(summary, list) {
    return make("details", {}, make("summary", {}, summary), list);
  }

  function events(agenda) {
    const { events: soon, laterEvents: later, today } = agenda;
    const list = (found) => make(
      "ul", { class: "event-list" }, found.map((one) => event(one, today)),
    );
    return soon.length || later.length ? make(
      "section", { class: "events", "aria-labelledby": "events" },
      make("h2", { id: "events" }, "Events"),
      soon.length ? list(soon) : null,
      later.length ? folded(`Later: ${later.length} more`, list(later)) : null,
    ) : null;
  }

  function section(one, today) {
    const rows = (found) => make("ul", { class: "rows" }, found.map((each) => row(each, today)));
    const all = one.total === 1 ? "it" : `all ${one.total}`;
    let cards = null;
    if (one.cards.length) {
      cards = make("ul", { class: "cards" }, one.cards.map((each) => card(each, today)));
    } else if (!one.total) {
      cards = make("p", { class: "empty" }, one.empty);
    }
    let more = null;
    if (one.more.length) {
      more = one.folds ? folded(`Show ${all}`, rows(one.more)) : rows(one.more);
    }
    const beyond = `Later: ${one.later.length} due after the next ${data.daysAhead} days`;
    return make(
      "section", { class: `part ${one.id}`, "aria-labelledby": one.id },
      heading(one.id, one.title, one.total),
      one.intro && make("p", { class: "note" }, one.intro),
      cards,
      more,
      one.later.length ? folded(beyond, rows(one.later)) : null,
    );
  }

  function heading(id, title, total) {
    return make("h2", { id }, title, " ", make("span", { class: "count" }, String(total)));
  }

  function openEnds(found) {
    return found.length ? make(
      "section", { class: "part", "aria-labelledby": "no-next-step" },
      heading("no-next-step", "No next step", found.length),
      make("p", { class: "note" }, "Nothing is planned for these. Log how they ended, or write a task: ",
        make("code", {}, "- [ ] DATE call: …")),
      make("ul", { class: "opportunities" }, found.map(openEnd)),
    ) : null;
  }

  function show(agenda) {
    const kept = placeKept();
    places.today.replaceChildren(time(agenda.today));
    places.summary.textContent = agenda.summary;
    if (sent) {
      sent.textContent = agenda.sent;
    }
    places.agenda.replaceChildren(...[
      jump(agenda), events(agenda),
      ...agenda.sections.map((one) => section(one, agenda.today)),
      openEnds(agenda.openEnds),
    ].filter(Boolean));
    restorePlace(kept);
  }

  // What is unfolded, and where the keyboard is: a new day takes neither away.
  function placeKept() {
    const at = document.activeElement;
    const within = at && places.agenda.contains(at) ? at.closest("[data-id]") : null;
    return {
      open: [...places.agenda.querySelectorAll("details[open]")].map(nameOf),
      id: within && within.dataset.id,
    };
  }

  function nameOf(details) {
    const around = details.closest("section").getAttribute("aria-labelledby");
    const of = details.parentElement.querySelector("[data-id]");
    return `${around} ${of ? of.dataset.id : ""}`;
  }

  function restorePlace({ open, id }) {
    for (const one of places.agenda.querySelectorAll("details")) {
      one.open = open.includes(nameOf(one));
    }
    const found = id && places.agenda.querySelector(`[data-id="${CSS.escape(id)}"] a`);
    if (found) {
      found.focus({ preventScroll: true });
    }
  }

  if (isWhole && data.anyContacts) {
    trackerFresh.arranges((day) => {
      shown = trackerArrange(data, day);
      show(shown);
    });
  }

  return {
    // What the page shows.
    shown: () => shown,
    // The reader's own day, whatever is shown.
    today: () => (data.stays ? data.built : clockAt(data.zone, Date.now()).day),
  };
})();
