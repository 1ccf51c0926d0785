// Copies a text; what it promises is whether that was done. Pages from a folder may find no clipboard
// to be had, and then it goes the old way.
"use strict";

const trackerCopy = (() => {
  function theOldWay(text) {
    const before = document.activeElement;
    const area = document.createElement("textarea");
    area.className = "unseen";
    area.readOnly = true;
    area.value = text;
    document.body.append(area);
    area.select();
    let done = false;
    try {
      done = document.execCommand("copy");
    } catch { /* then it was not done */ }
    area.remove();
    if (before && before.focus) {
      before.focus({ preventScroll: true });
    }
    return done;
  }

  return (text) => {
    if (!navigator.clipboard || !navigator.clipboard.writeText) {
      return Promise.resolve(theOldWay(text));
    }
    return navigator.clipboard.writeText(text).then(() => true, () => theOldWay(text));
  };
})();
