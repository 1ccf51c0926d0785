// Days, hours and zones, in the words of the pages: what the other scripts count with.
// The twin of tracker/views/words.py, tracker/call_hours.py and `hours_on` in
// tracker/views/followups.py: what is changed there is changed here. A day is a text such as
// "2026-11-20", which sorts as the days do.
"use strict";

const trackerDays = (() => {
  const DAY = 24 * 60 * 60 * 1000;
  const MINUTE = 60 * 1000;
  const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
  const MONTHS = ["January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December"];
  // Milliseconds: a machine may sleep over its timers, so the day is looked at once an hour at least.
  const LONGEST_WAIT = 60 * MINUTE;
  // The hours in which you are awake, as `WAKING_HOURS`.
  const WAKING = ["07:00", "22:00"];
  // Within so many days every weekday of theirs comes round.
  const DAYS_TRIED = 7;

  // --- Days ---

  function midnight(day) {
    const [year, month, number] = day.split("-").map(Number);
    const at = new Date(0);
    at.setUTCFullYear(year, month - 1, number);
    return at.getTime();
  }

  function plus(day, days) {
    return new Date(midnight(day) + days * DAY).toISOString().slice(0, 10);
  }

  function between(day, later) {
    return Math.round((midnight(later) - midnight(day)) / DAY);
  }

  // From 0 for a Monday, as in Python.
  function weekday(day) {
    return (new Date(midnight(day)).getUTCDay() + 6) % 7;
  }

  function isWeekday(day) {
    return weekday(day) < 5;
  }

  // --- Words ---

  function monthName(day) {
    return MONTHS[Number(day.slice(5, 7)) - 1];
  }

  function shortDay(day) {
    const name = WEEKDAYS[weekday(day)].slice(0, 3);
    return `${name} ${Number(day.slice(8))} ${monthName(day).slice(0, 3)}`;
  }

  // As on a letter: “Monday 1 December 2026”.
  function inFull(day) {
    const year = Number(day.slice(0, 4));
    return `${WEEKDAYS[weekday(day)]} ${Number(day.slice(8))} ${monthName(day)} ${year}`;
  }

  function written(day) {
    return `${shortDay(day)} ${Number(day.slice(0, 4))}`;
  }

  function count(number, noun) {
    return `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;
  }

  function grouped(number) {
    return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
  }

  function away(day, today) {
    const days = between(today, day);
    const near = { 0: "today", 1: "tomorrow", [-1]: "yesterday" };
    return near[days] || (days > 0 ? `in ${count(days, "day")}` : `${count(-days, "day")} ago`);
  }

  function timeliness(due, deadline, today) {
    if (today > deadline) {
      return `${count(between(deadline, today), "day")} late`;
    }
    if (today < due) {
      return between(today, due) === 1 ? "due tomorrow" : `due ${away(due, today)}`;
    }
    if (today === due) {
      return "due today";
    }
    const left = between(today, deadline);
    return left ? `due, ${count(left, "day")} left` : "due, last day";
  }

  // --- Zones ---

  const clocks = new Map();

  // What the clocks of a zone show at a moment: the day, and the hour as "09:05". An empty name is
  // the zone of this machine; so is one that the browser does not know.
  function clockAt(zone, moment) {
    if (!clocks.has(zone)) {
      const shape = {
        hourCycle: "h23", calendar: "gregory", numberingSystem: "latn", year: "numeric",
        month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit",
      };
      let made;
      try {
        made = new Intl.DateTimeFormat("en-US", zone ? { ...shape, timeZone: zone } : shape);
      } catch {
        made = new Intl.DateTimeFormat("en-US", shape);
      }
      clocks.set(zone, made);
    }
    const said = {};
    for (const { type, value } of clocks.get(zone).formatToParts(moment)) {
      said[type] = value;
    }
    const year = said.year.padStart(4, "0");
    return {
      day: `${year}-${said.month}-${said.day}`,
      hour: `${said.hour}:${said.minute}`,
    };
  }

  // Minutes since some moment long ago by a clock that never changes.
  function minutes(day, hour) {
    const [hours, rest] = hour.split(":").map(Number);
    return midnight(day) / MINUTE + hours * 60 + rest;
  }

  // The moment at which the clocks of a zone show a day and an hour, as Python says: the first of
  // two, and where the clocks leave the hour out, the moment at which it would have come.
  function momentOf(zone, day, hour) {
    const wanted = minutes(day, hour) * MINUTE;
    const offset = (moment) => {
      const shown = clockAt(zone, moment);
      return minutes(shown.day, shown.hour) * MINUTE - moment;
    };
    // A day off, the clocks have not yet been put forward or back, or have been, in every zone.
    const [before, after] = [offset(wanted - DAY), offset(wanted + DAY)];
    const isAfter = offset(wanted - before) !== before && offset(wanted - after) === after;
    return wanted - (isAfter ? after : before);
  }

  // --- The reader's own day ---

  // Calls `show` with the day on which the page is read, wherever that is later than the one it was
  // built for: now, when it is come back to, and at midnight. A clock that is behind changes nothing.
  function follow(zone, built, show) {
    let shown = built;
    let timer = 0;
    const look = () => {
      const now = Date.now();
      const { day } = clockAt(zone, now);
      if (day > shown) {
        shown = day;
        show(day);
      }
      clearTimeout(timer);
      const midnight = momentOf(zone, plus(day, 1), "00:00");
      timer = setTimeout(look, Math.min(Math.max(midnight - now, 0) + 1, LONGEST_WAIT));
    };
    const lookAgain = () => {
      if (!document.hidden) {
        look();
      }
    };
    look();
    document.addEventListener("visibilitychange", lookAgain);
    addEventListener("pageshow", lookAgain);
  }

  // What a page says that was arranged for another day than that of its build.
  function notIn(built) {
    return `Arranged for today. What you logged since ${written(built)} ` +
      "comes in with the next tracker build.";
  }

  // --- When to call ---

  function span(day, zone, hours) {
    return { day, begin: momentOf(zone, day, hours[0]), end: momentOf(zone, day, hours[1]) };
  }

  // The hours to call on a day of yours, as `call_window`.
  function callWindow(day, theirs, yours, hours) {
    for (let ahead = 0; ahead <= DAYS_TRIED; ahead += 1) {
      const mine = plus(day, ahead);
      const awake = span(mine, yours, WAKING);
      let best = null;
      let most = 0;
      for (const near of [mine, plus(mine, -1), plus(mine, 1)].filter(isWeekday)) {
        const open = span(near, theirs, hours);
        const shared = Math.min(open.end, awake.end) - Math.max(open.begin, awake.begin);
        if (shared > most) {
          best = open;
          most = shared;
        }
      }
      if (best) {
        return best;
      }
    }
    let weekday = day;
    while (!isWeekday(weekday)) {
      weekday = plus(weekday, 1);
    }
    return span(weekday, theirs, hours);
  }

  const windows = new Map();

  // The same in words, as `hours_on`. `theirs` is null where their zone is not known.
  function hoursOn(day, theirs, yours, hours) {
    const key = [day, theirs, yours, ...hours].join();
    if (!windows.has(key)) {
      const open = callWindow(day, theirs || yours, yours, hours);
      const begin = clockAt(yours, open.begin);
      const end = clockAt(yours, open.end);
      const isSame = begin.day === open.day && end.day === open.day &&
        begin.hour === hours[0] && end.hour === hours[1];
      windows.set(key, {
        day: open.day,
        theirs: hours.join("–"),
        yours: isSame ? "" : said(begin, end, open.day),
        place: theirs ? theirs.split("/").pop().replace(/_/g, " ") : "",
      });
    }
    return windows.get(key);
  }

  function said(begin, end, day) {
    if (begin.day !== end.day) {
      return `${begin.hour} ${shortDay(begin.day)} – ${end.hour} ${shortDay(end.day)}`;
    }
    const both = `${begin.hour}–${end.hour}`;
    return begin.day === day ? both : `${both} on ${shortDay(begin.day)}`;
  }

  return {
    WEEKDAYS, away, between, clockAt, count, follow, grouped, hoursOn, inFull, isWeekday, momentOf,
    monthName, notIn, plus, shortDay, timeliness, weekday, written,
  };
})();
