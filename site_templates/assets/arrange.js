// What is on the agenda on a day: `arrange` in tracker/agenda.py, and `agenda_page` and its cards
// (`agenda_parts`) in tracker/views/, said once more for the reader's own day. What is changed
// there is changed here; tests/pages/test_fresh.py holds the two equal, day by day.
"use strict";

const trackerArrange = (() => {
  const { plus, count, grouped, weekday } = trackerDays;
  const BUCKETS = ["overdue", "due", "upcoming", "waiting", "cold"];
  // While anything of a person's is in one of these, keeping in touch stays hidden.
  const BUSY = ["waiting", "due", "overdue"];

  // Where a follow-up stands on a day, as `bucket_of`; null where it is hidden.
  function bucketOf(one, today) {
    if (today < one.appears || isOver(one, today)) {
      return null;
    }
    if (one.lapses && today > one.lapses) {
      return "cold";
    }
    if (today > one.deadline) {
      return "overdue";
    }
    if (today >= one.due) {
      return "due";
    }
    return one.waits ? "waiting" : "upcoming";
  }

  // Whether something has replaced it, or its deadline ended it, as `is_over`.
  function isOver(one, today) {
    return Boolean(one.ends && today >= one.ends) || (!one.lapses && today > one.deadline);
  }

  // --- Order ---

  // As Python sorts texts, by code point; JavaScript's own order differs beyond 16 bits.
  function compareTexts(one, other) {
    const [left, right] = [[...one], [...other]];
    for (let at = 0; at < Math.min(left.length, right.length); at += 1) {
      if (left[at] !== right[at]) {
        return left[at].codePointAt(0) - right[at].codePointAt(0);
      }
    }
    return left.length - right.length;
  }

  function compare(one, other) {
    for (let at = 0; at < one.length; at += 1) {
      if (one[at] !== other[at]) {
        return typeof one[at] === "string"
          ? compareTexts(one[at], other[at]) : one[at] - other[at];
      }
    }
    return 0;
  }

  function sorted(items) {
    return items.sort((one, other) => compare(one.key, other.key));
  }

  // --- Cards ---

  // The cards of one person, each with what is on about one opportunity.
  function cardsOf(person, today, horizon) {
    const placed = person.cards.map((card) => card.items.map((one) => {
      const head = card.heads[one.head || 0];
      const bucket = bucketOf(one, today);
      const isFar = one.due > horizon;
      const key = [bucket === "cold", isFar, one.deadline, head.who[0], one.id];
      return { ...one, bucket, head, isFar, key };
    }));
    const isBusy = placed.flat().some((one) => BUSY.includes(one.bucket) && !one.yields);
    return placed
      .map((items) => sorted(items.filter((one) => one.bucket && !(one.yields && isBusy))))
      .filter((items) => items.length)
      .map((items) => {
        const [lead, ...others] = items;
        const section = BUCKETS.find((each) => items.some((one) => one.bucket === each));
        return {
          id: lead.id,
          key: lead.key,
          section,
          isFolded: section === "cold" || (section === "upcoming" && lead.isFar),
          person,
          lead,
          rest: others.filter((one) => !one.isFar),
          later: others.filter((one) => one.isFar),
          last: (person.last || []).find((one) => one.since <= today),
        };
      });
  }

  // What an empty section says: nothing that the others deny, and why it may be empty.
  function emptyOf(about, data, cards, events) {
    if (about.id === "upcoming" && (cards.length || events.length)) {
      return data.nothingElse;
    }
    return about.id === "due" && !cards.length && data.history
      ? `${about.empty} ${data.history}` : about.empty;
  }

  function sectionsOf(data, cards, events) {
    const found = [];
    for (const about of data.sections) {
      const own = cards.filter((card) => card.section === about.id);
      const near = own.filter((card) => !card.isFolded);
      const folded = own.filter((card) => card.isFolded);
      const folds = about.id === "cold";
      if (own.length || about.empty) {
        found.push({
          ...about,
          empty: emptyOf(about, data, cards, events),
          total: own.length,
          folds,
          cards: near.slice(0, data.wholeCards),
          more: folds ? folded : near.slice(data.wholeCards),
          later: folds ? [] : folded,
        });
      }
    }
    return found;
  }

  // --- Events, and openings without a next step ---

  function eventsOn(data, today) {
    return sorted(data.events.filter((one) => today <= one.until).map((one) => ({
      ...one, key: [one.day, one.at || "00:00:00", one.who[0], one.path, one.line],
    })));
  }

  function openEndsOn(data, today) {
    return sorted(data.openEnds
      .filter((one) => !one.since || one.since <= today)
      .map((one) => ({
        ...one,
        key: [one.company ? one.company[0] : "", one.position, ...one.key],
        last: ((one.last || []).find(([since]) => since <= today) || [])[1],
      })));
  }

  function summaryOf(sections, eventsToday) {
    const total = (id) => (sections.find((one) => one.id === id) || { total: 0 }).total;
    const [overdue, due] = [total("overdue"), total("due")];
    const said = [];
    if (overdue) {
      said.push(`${count(overdue, "card")} overdue`);
    }
    if (due) {
      said.push(overdue ? `${grouped(due)} due now` : `${count(due, "card")} due now`);
    }
    if (eventsToday) {
      said.push(`${count(eventsToday, "event")} today`);
    }
    return said.length ? `${said.join(", ")}.` : "Nothing is late, and nothing is due.";
  }

  // How often you wrote or called, as `_sent`: this week, and last.
  function sentOf(byDay, today) {
    const monday = plus(today, -weekday(today));
    const within = (first, last) => Object.keys(byDay)
      .filter((day) => first <= day && day <= last)
      .reduce((sum, day) => sum + byDay[day], 0);
    const [now, before] = [within(monday, today), within(plus(monday, -7), plus(monday, -1))];
    const times = (number) => (number === 1 ? "once" : count(number, "time"));
    if (!now) {
      return before ? `Last week you wrote or called ${times(before)}.` : "";
    }
    const last = before ? `, last week ${grouped(before)}` : "";
    return `This week you wrote or called ${times(now)}${last}.`;
  }

  // All that the page shows on a day.
  return (data, today) => {
    const horizon = plus(today, data.daysAhead);
    const cards = sorted(data.people.flatMap((one) => cardsOf(one, today, horizon)));
    const events = eventsOn(data, today);
    const sections = sectionsOf(data, cards, events);
    return {
      today,
      summary: summaryOf(sections, events.filter((one) => one.day === today).length),
      sent: sentOf(data.sent, today),
      sections,
      events: events.filter((one) => one.day <= horizon),
      laterEvents: events.filter((one) => one.day > horizon),
      openEnds: openEndsOn(data, today),
    };
  };
})();
