/* Finds contacts by what is typed. Loaded by search.js when the search box is first used, between
   search-words.js and search-data.js. There is no index: to look through the text of thousands of contacts takes
   a few milliseconds, and to build an index of it would take a second. */
"use strict";

var trackerSearch = (function () {
  var words = trackerWords.words, digits = trackerWords.digits, onOneLine = trackerWords.onOneLine;
  var mayBeWithin = trackerWords.mayBeWithin, marks = trackerWords.marks;
  var near = trackerWords.near, numberMarks = trackerWords.numberMarks;

  /* What a field of a contact is called, and how much it counts where a word is found in it. In
     this order: of the fields that hold a word, the first counts. The texts come last. */
  var FIELDS = [
    ["Name", 100], ["Also known as", 80], ["Company", 60], ["Position", 50], ["Role", 45],
    ["Tag", 45], ["E-mail", 40], ["Phone", 40]
  ];
  var IN_TEXT = 20;
  /* What a word counts for as a whole, from its beginning, within a word, and with slips: so little
     that whoever has the word as it was typed comes first. */
  var WHOLE = 1, BEGINNING = 0.8, WITHIN = 0.4, SLIP = 0.05;
  /* Where fewer contacts than these have a word, words that are nearly the same are tried. */
  var FEW = 5;
  /* Digits by which a phone number is told from another whatever its country's code. */
  var LOCAL = 8;

  /* A contact as it is looked through: `keys` has a line for each of FIELDS, `text` all the rest. */
  function prepared(row) {
    var numbers = row[8];
    var lines = [
      row[1], row[4].join(" "), row[3], row[5].join(" "), row[2], row[6].join(" "), row[7].join(" ")
    ].map(onOneLine);
    var texts = row[9], newest = "";
    for (var at = 0; at < texts.length; at++) if (texts[at][1] > newest) newest = texts[at][1];
    return {
      row: row,
      keys: words(" " + lines.join(" \n ") + " \n ") + numbers.map(digits).join(" ") + " ",
      text: words(" " + texts.map(function (one) { return onOneLine(one[2]); }).join(" ") + " "),
      numbers: numbers.map(digits),
      newest: newest
    };
  }

  /* The number of the line of a text that a place in it is on. */
  function lineAt(text, place) {
    var line = 0;
    for (var at = text.indexOf("\n"); at >= 0 && at < place; at = text.indexOf("\n", at + 1)) line++;
    return line;
  }

  /* A word to look for. `start` is so much of it as is found fastest: for more, browsers first make
     tables, and that takes longer than to look through a short text. */
  function sought(word, isWithin) {
    return { word: word, start: word.slice(0, 6), begun: " " + word, isWithin: isWithin };
  }

  /* What a word counts for in a text, by what `values` says of its lines; 0 where it is not there. */
  function weightIn(text, what, values) {
    var within = text.indexOf(what.start);
    if (within > 0 && what.word !== what.start) within = text.indexOf(what.word, within);
    if (within < 0) return 0;
    var place = text.indexOf(what.begun, within - 1);
    if (place < 0) return what.isWithin ? values(text, within) * WITHIN : 0;
    var next = text.charCodeAt(place + what.begun.length);
    return values(text, place) * (next === 32 || next === 10 ? WHOLE : BEGINNING);
  }

  function valueOfLine(keys, place) {
    return FIELDS[lineAt(keys, place)][1];
  }

  function valueOfText() {
    return IN_TEXT;
  }

  /* What a word counts for in a contact; 0 where it is not in it. */
  function weight(one, what) {
    var inKeys = weightIn(one.keys, what, valueOfLine);
    return inKeys > IN_TEXT ? inKeys : Math.max(inKeys, weightIn(one.text, what, valueOfText));
  }

  /* What a number may look like in a file: with another country's code, or none. */
  function isCalled(numbers, wanted) {
    var bareNumber = wanted.replace(/^0+/, "");
    return numbers.some(function (number) {
      if (number.indexOf(wanted) >= 0) return true;
      if (bareNumber.length < 4) return false;
      if (bareNumber !== wanted && number.indexOf(bareNumber) >= 0) return true;
      return bareNumber.length >= LOCAL && number.slice(-LOCAL) === bareNumber.slice(-LOCAL);
    });
  }

  /* The best first; of those alike whom something was logged for last, then by name. */
  function byWeight(a, b) {
    if (a.weight !== b.weight) return b.weight - a.weight;
    var one = a.one, other = b.one;
    if (one.newest !== other.newest) return one.newest < other.newest ? 1 : -1;
    return one.row[1] < other.row[1] ? -1 : one.row[1] > other.row[1] ? 1 : 0;
  }

  /* The first of them, as `byWeight`, without sorting all the rest. */
  function firstOf(found, most) {
    var first = [];
    for (var at = 0; at < found.length; at++) {
      var one = found[at];
      if (first.length === most && byWeight(first[most - 1], one) <= 0) continue;
      var to = first.length;
      while (to > 0 && byWeight(first[to - 1], one) > 0) to--;
      first.splice(to, 0, one);
      if (first.length > most) first.pop();
    }
    return first;
  }

  /* The contacts that have all words, with their weights, and the words that were looked for. */
  function withAll(some, typed, vocabulary) {
    var found = some.map(function (one) { return { one: one, weight: 0, slip: 0, meant: "" }; });
    var meant = typed.map(function (word) {
      var what = sought(word, mayBeWithin(word));
      var left = [], missed = [];
      found.forEach(function (each) {
        var counts = weight(each.one, what);
        each.weight += counts;
        (counts ? left : missed).push(each);
      });
      var stands = [word];
      if (left.length < FEW && vocabulary) {
        var used = new Set();
        near(word, vocabulary).forEach(function (other) {
          var instead = sought(other, false);
          missed.forEach(function (each) {
            var counts = SLIP * weight(each.one, instead);
            if (counts > each.slip) { each.slip = counts; each.meant = other; }
          });
        });
        missed.forEach(function (each) {
          if (!each.slip) return;
          each.weight += each.slip;
          each.slip = 0;
          used.add(each.meant);
          left.push(each);
        });
        used.forEach(function (other) { stands.push(other); });
      }
      found = left;
      return stands;
    });
    return { found: found, meant: meant };
  }

  /* Where in a contact the words were found, but for name, role and company, which are shown anyway:
     a place for each word, with what to mark in it. `meant` has for each word typed all that it may
     stand for. */
  function places(row, meant, number) {
    var found = [];
    function isIn(text) {
      return function (some) { return marks(text, some).length > 0; };
    }
    function take(label, text, fragment, day, ranges) {
      if (ranges.length) found.push({ label: label, text: text, fragment: fragment, day: day, marks: ranges });
      return ranges.length > 0;
    }
    if (number) {
      row[8].some(function (one) { return take("Phone", one, "", "", numberMarks(one, number)); });
      return found;
    }
    var shown = isIn(row[1] + "\n" + row[2] + "\n" + row[3]);
    var wanted = meant.filter(function (some) { return !shown(some); });
    function look(label, text, fragment, day) {
      if (!wanted.length) return;
      var here = wanted.filter(isIn(text));
      if (!here.length) return;
      wanted = wanted.filter(function (some) { return here.indexOf(some) < 0; });
      take(label, text, fragment, day, marks(text, here.flat()));
    }
    [["Also known as", 4], ["Position", 5], ["Tag", 6], ["E-mail", 7]].forEach(function (field) {
      row[field[1]].forEach(function (one) { look(field[0], one, "", ""); });
    });
    row[8].forEach(function (one) {
      wanted = wanted.filter(function (some) {
        return !/^\d{3,}$/.test(some[0]) || !take("Phone", one, "", "", numberMarks(one, some[0]));
      });
    });
    row[9].forEach(function (one) { look(one[1] ? "Log" : "Note", one[2], one[0], one[1]); });
    return found;
  }

  /* What is looked through: `rows` as in search-data.js. */
  function Finder(rows) {
    this.rows = rows;
    this.people = [];
    this.vocabulary = null;
    this._seen = new Set();
    this._read = 0;
  }

  /* Go on getting ready for so many milliseconds; whether all is. Contacts are ready before the
     words that are needed for slips. */
  Finder.prototype.getReady = function (milliseconds) {
    var end = performance.now() + milliseconds;
    while (this.people.length < this.rows.length) {
      this.people.push(prepared(this.rows[this.people.length]));
      if (performance.now() > end) return false;
    }
    while (this._read < this.people.length) {
      var one = this.people[this._read++];
      var all = (one.keys + one.text).split(/[ \n]+/);
      for (var at = 0; at < all.length; at++) this._seen.add(all[at]);
      if (performance.now() > end) return false;
    }
    this.vocabulary = Array.from(this._seen);
    return true;
  };

  Finder.prototype.hasContacts = function () {
    return this.people.length === this.rows.length;
  };

  /* What is found for what was typed: how many, and the first of them with the places to show. */
  Finder.prototype.find = function (typed, most) {
    var line = onOneLine(typed), number = "", result = null;
    if (/^[\s\d+()./-]+$/.test(trackerWords.withoutSigns(line)) && digits(line).length > 2) {
      number = digits(line);
      var called = this.people.filter(function (one) { return isCalled(one.numbers, number); });
      if (called.length) {
        result = {
          found: called.map(function (one) { return { one: one, weight: 0, slip: 0, meant: "" }; }),
          meant: []
        };
      }
    }
    if (result === null) {
      number = "";
      var all = words(line).split(" ").filter(Boolean);
      if (!all.length) return { total: 0, first: [], words: [] };
      result = withAll(this.people, all, this.vocabulary);
    }
    return {
      total: result.found.length,
      words: result.meant.flat(),
      first: firstOf(result.found, most).map(function (each) {
        var row = each.one.row;
        return {
          href: row[0], name: row[1], role: row[2], company: row[3],
          places: places(row, result.meant, number)
        };
      })
    };
  };

  return { Finder: Finder };
})();
