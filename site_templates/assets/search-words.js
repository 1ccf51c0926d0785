/* Words as the search box compares them: without case and accents, with slips, and where in a text
   they stand. */
"use strict";

var trackerWords = (function () {
  /* So many words, the nearest, may stand for one that was typed. */
  var MOST_NEAR = 8;
  /* Words are compared in 32 bits at a time; longer ones have no slips. */
  var LONGEST = 31;

  var ACCENTS = /[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0640\u1ab0-\u1aff\u1dc0-\u1dff]/g;
  var APOSTROPHES = /['\u2018\u2019\u02bc\u02bb\u05f3\u05f4]/g;
  var BETWEEN = /[\x00-\x09\x0b-\x26\x28-\x2f\x3a-\x60\x7b-\x7f]+/g;
  var OTHER_SIGNS = /[^\x00-\x7f]+/g;
  var OTHERS = /[\u00df\u00e6\u0153\u00f8\u0111\u0142\u00fe\u00f0\u0131\u0127\u03c2\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g;
  var SAME = {
    "\u00df": "ss", "\u00e6": "ae", "\u0153": "oe", "\u00f8": "o", "\u0111": "d", "\u0142": "l",
    "\u00fe": "th", "\u00f0": "d", "\u0131": "i", "\u0127": "h", "\u03c2": "\u03c3"
  };
  /* Scripts that write no spaces between words: there a word may begin anywhere. */
  var UNSPACED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

  /* What stands for some signs beyond ASCII: letters without accents and ligatures, a space for
     what is neither letter nor digit. The same few come again and again. */
  var known = new Map();
  function bare(signs) {
    var found = known.get(signs);
    if (found === undefined) {
      found = signs.normalize("NFKD").toLowerCase().replace(ACCENTS, "").replace(APOSTROPHES, "")
        .replace(OTHERS, function (one) {
          return SAME[one] || String((one.charCodeAt(0) - (one < "\u0900" ? 0 : 6)) & 15);
        }).replace(/[^\p{L}\p{N}\p{M}]+/gu, " ");
      if (signs.length < 9) known.set(signs, found);
    }
    return found;
  }

  /* Words without case and accents, with spaces between; lines stay lines. */
  function words(text) {
    return text.toLowerCase().replace(OTHER_SIGNS, bare).replace(BETWEEN, " ").replace(/'/g, "");
  }

  function digits(text) {
    return words(text).replace(/\D+/g, "");
  }

  /* A text with what is beyond ASCII as it is compared. */
  function withoutSigns(text) {
    return text.replace(OTHER_SIGNS, bare);
  }

  function onOneLine(text) {
    return text.indexOf("\n") < 0 ? text : text.replace(/\n/g, " ");
  }

  function mayBeWithin(word) {
    return word.length > 2 || UNSPACED.test(word);
  }

  /* How many slips a word may have. */
  function slips(word) {
    if (word.length > LONGEST || word.length < 4 || /\d/.test(word)) return 0;
    return word.length < 8 ? 1 : 2;
  }

  /* Compares a word with others: how many letters are wrong, missing, too many or swapped, in the
     beginning of the other that is nearest. 32 letters at once (Hyyrö 2003, optimal alignment). */
  function comparer(word) {
    var length = word.length, last = 1 << length - 1, masks = new Map();
    for (var at = 0; at < length; at++) {
      var letter = word.charCodeAt(at);
      masks.set(letter, (masks.get(letter) || 0) | 1 << at);
    }
    return function (other) {
      var plus = -1, minus = 0, zero = 0, before = 0, score = length, best = length;
      var end = Math.min(other.length, length + 2);
      for (var at = 0; at < end; at++) {
        var mask = masks.get(other.charCodeAt(at)) || 0;
        var swapped = (~zero & mask) << 1 & before;
        zero = (mask & plus) + plus ^ plus | mask | minus | swapped;
        var up = minus | ~(zero | plus), down = zero & plus;
        if (up & last) score++;
        else if (down & last) score--;
        if (score < best) best = score;
        up = up << 1 | 1;
        plus = down << 1 | ~(zero | up);
        minus = up & zero;
        before = mask;
      }
      return best;
    };
  }

  /* Whether two words begin so much alike that they are compared at all. Short words are like too
     many others, so only swapped letters are allowed there; in longer ones one of the first two may
     be wrong, missing or too many. */
  function beginAlike(word, other, isShort) {
    var one = word.charCodeAt(0), first = other.charCodeAt(0);
    if (one === first) return true;
    var two = word.charCodeAt(1), second = other.charCodeAt(1);
    return isShort ? one === second && two === first
      : one === second || two === first || two === second;
  }

  /* The words that occur and are nearly like one, the nearest first. */
  function near(word, vocabulary) {
    var most = slips(word);
    if (!most) return [];
    var compare = comparer(word), found = [];
    for (var at = 0; at < vocabulary.length; at++) {
      var other = vocabulary[at];
      if (other.length < word.length - most || !beginAlike(word, other, most === 1)) continue;
      var distance = compare(other);
      if (distance <= most && distance > 0) found.push([distance, other]);
    }
    found.sort(function (a, b) {
      return a[0] - b[0] || Math.abs(a[1].length - word.length) - Math.abs(b[1].length - word.length)
        || (a[1] < b[1] ? -1 : 1);
    });
    /* Each stands for all that begins with it. */
    var chosen = [];
    for (at = 0; at < found.length && chosen.length < MOST_NEAR; at++) {
      var begins = chosen.some(function (one) { return found[at][1].startsWith(one); });
      if (!begins) chosen.push(found[at][1]);
    }
    return chosen;
  }

  /* A text's letters as they are compared, and where in the text each of them stands. */
  function traced(text) {
    var said = " ", places = [0], place = 0;
    for (var letter of text) {
      var plain = words(letter);
      said += plain;
      for (var at = 0; at < plain.length; at++) places.push(place);
      place += letter.length;
    }
    places.push(place);
    return { said: said.replace(/\n/g, " "), places: places };
  }

  /* The pieces of a text that are one of some words, as pairs of places, in order. */
  function marks(text, patterns) {
    var plain = " " + words(text).replace(/\n/g, " ");
    var some = patterns.filter(function (word) { return plain.indexOf(word) >= 0; });
    if (!some.length) return [];
    var trace = traced(text), found = [];
    some.forEach(function (word) {
      var begun = " " + word, from = -1, at, isAny = false;
      while ((at = trace.said.indexOf(begun, from + 1)) >= 0) {
        found.push([trace.places[at + 1], trace.places[at + begun.length]]);
        from = at;
        isAny = true;
      }
      if (isAny || !mayBeWithin(word)) return;
      at = trace.said.indexOf(word);
      if (at >= 0) found.push([trace.places[at], trace.places[at + word.length]]);
    });
    found.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    return found.filter(function (one, at) { return !at || one[0] >= found[at - 1][1]; });
  }

  /* Where the digits of a number stand in it as it was typed. */
  function numberMarks(text, wanted) {
    var places = [], said = "", at = 0;
    for (var letter of text) {
      var digit = digits(letter);
      if (digit) { said += digit; places.push([at, at + letter.length]); }
      at += letter.length;
    }
    for (var from = 0; wanted.length - from > 3; from++) {
      var found = said.indexOf(wanted.slice(from));
      if (found >= 0) {
        return [[places[found][0], places[found + wanted.length - from - 1][1]]];
      }
    }
    return [];
  }

  return {
    words: words, digits: digits, onOneLine: onOneLine, withoutSigns: withoutSigns,
    mayBeWithin: mayBeWithin, near: near, marks: marks, numberMarks: numberMarks
  };
})();
