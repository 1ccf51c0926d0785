// The calling clock: beside the hours in which to call somebody, whether that is now, or when. It
// keeps to their weekdays and hours, in their zone and in yours, and follows the clock.
"use strict";

(() => {
  const { away, clockAt, isWeekday, momentOf, plus, shortDay } = trackerDays;
  const MINUTE = 60 * 1000;
  const HOUR = 60 * MINUTE;
  // So far ahead it is said in hours; beyond that a day and an hour are easier to plan with.
  const SOON = 8 * HOUR;
  const UNKNOWN = "DATE";

  // An hour at their clock, and at yours where that shows another.
  function bothClocks(moment, day, hour, yours) {
    const mine = clockAt(yours, moment);
    if (mine.day === day && mine.hour === hour) {
      return hour;
    }
    const other = mine.day === day ? "" : ` ${shortDay(mine.day)}`;
    return `${hour} their time, ${mine.hour}${other} yours`;
  }

  function wait(milliseconds) {
    const minutes = Math.ceil(milliseconds / MINUTE);
    return minutes < 60 ? `in ${minutes} min` : `in ${Math.round(minutes / 60)} h`;
  }

  // Whether they can be called, and what to say of it. `hours` are the element's own `data-`.
  function state({ zone, yours, opens, closes }, now) {
    const theirs = zone || yours;
    const there = clockAt(theirs, now);
    if (isWeekday(there.day) && there.hour >= opens && there.hour < closes) {
      const until = bothClocks(momentOf(theirs, there.day, closes), there.day, closes, yours);
      return { name: "now", words: `Now: it is ${there.hour} ${zone ? "there" : "here"}, until ${until}` };
    }
    let day = there.hour < opens ? there.day : plus(there.day, 1);
    while (!isWeekday(day)) {
      day = plus(day, 1);
    }
    const begin = momentOf(theirs, day, opens);
    const at = bothClocks(begin, day, opens, yours);
    if (begin - now <= SOON) {
      return { name: "soon", words: `Call ${wait(begin - now)}: ${at}` };
    }
    const near = away(day, there.day);
    // Tomorrow for them may be today for you, and then the day has its name.
    const isSame = near === away(clockAt(yours, begin).day, clockAt(yours, now).day);
    const when = isSame && ["today", "tomorrow"].includes(near) ? near : shortDay(day);
    return { name: "later", words: `Call ${when}, ${at}` };
  }

  function tick() {
    const now = Date.now();
    for (const hours of document.querySelectorAll(".hours[data-opens]")) {
      const { name, words } = state(hours.dataset, now);
      let clock = hours.querySelector(".clock");
      if (!clock) {
        clock = document.createElement("span");
        clock.className = "clock";
        hours.append(" ", clock);
      }
      clock.dataset.state = name;
      if (clock.textContent !== words) {
        clock.textContent = words;
      }
    }
    sayTheDay(now);
  }

  // On the screen what is to be logged is logged today; on paper nobody knows when. The days of
  // drafts, `data-today="iso"` and `"words"`, are looked after in drafts.js.
  function sayTheDay(now) {
    const hours = document.querySelector(".hours[data-yours]");
    for (const one of document.querySelectorAll(".call-sheet [data-today='']")) {
      one.textContent = now === null ? UNKNOWN : clockAt(hours ? hours.dataset.yours : "", now).day;
    }
  }

  let timer = 0;

  function run() {
    clearTimeout(timer);
    if (document.hidden) {
      return;
    }
    tick();
    timer = setTimeout(run, MINUTE - (Date.now() % MINUTE) + 1);
  }

  // A page that is held on a day has no hour.
  if (!document.querySelector(".as-of")) {
    run();
    document.addEventListener("visibilitychange", run);
    document.addEventListener("tracker:arranged", run);
    addEventListener("pageshow", run);
    addEventListener("beforeprint", () => sayTheDay(null));
    addEventListener("afterprint", run);
  }
})();
