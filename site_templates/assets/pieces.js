// The smallest pieces of pages, as in site_templates/parts/text.html: what other scripts make pages of.
// All that somebody typed enters as text.
"use strict";

const trackerPieces = (() => {
  const { written } = trackerDays;

  function make(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      made.setAttribute(key, value);
    }
    // What is left out leaves nothing behind; all else is an element, or text.
    made.append(...children.flat(Infinity).filter(Boolean));
    return made;
  }

  function time(day) {
    return make("time", { datetime: day }, written(day));
  }

  function link([text, href]) {
    return href ? make("a", { href }, text) : text;
  }

  function links(found, between) {
    return found.flatMap((one, at) => (at ? [between, link(one)] : [link(one)]));
  }

  // The hours in which to call, as `hoursOn` finds them.
  function saidHours({ day, theirs, yours, place }) {
    const nobr = (text) => make("span", { class: "nobr" }, text);
    return [
      time(day), ", ", nobr(theirs), place && ` in ${place}`,
      yours ? [" (", nobr(yours), " for you)"] : !place && ", their zone not known",
    ];
  }

  return { link, links, make, saidHours, time };
})();
