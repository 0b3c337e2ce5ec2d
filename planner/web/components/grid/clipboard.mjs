// Blocks of cells as spreadsheets put them on the clipboard: rows of texts with tabs between, some in quotes.

/**
 * Take a block apart. A cell in quotes may hold tabs, line breaks and doubled quotes; quotes within others are text.
 * @param {string} text
 * @returns {string[][]}
 */
export function blockIn(text) {
  const rows = [[""]];
  let isQuoted = false, place = 0;
  const row = () => rows[rows.length - 1];
  while (place < text.length) {
    const char = text[place];
    if (isQuoted) {
      if (char !== '"') row()[row().length - 1] += char;
      else if (text[place + 1] === '"') row()[row().length - 1] += text[(place += 1)];
      else isQuoted = false;
    } else if (char === '"' && row()[row().length - 1] === "" && closes(text, place)) isQuoted = true;
    else if (char === "\t") row().push("");
    else if (char === "\n") rows.push([""]);
    else if (char !== "\r" || text[place + 1] !== "\n") row()[row().length - 1] += char === "\r" ? "\n" : char;
    place += 1;
  }
  const last = row();
  if (rows.length > 1 && last.length === 1 && last[0] === "") rows.pop();
  return rows.map((cells) => cells.map(plain));
}

/**
 * Tell whether a quote at a place is closed before a tab, a line's end or the end: else it is a letter of the text.
 * @param {string} text
 * @param {number} place
 */
function closes(text, place) {
  for (let at = place + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue;
    if (text[at + 1] === '"') at += 1;
    else return at + 1 === text.length || "\t\n\r".includes(text[at + 1]);
  }
  return false;
}

/**
 * Leave out what spreadsheets put around a cell; a line break in it becomes a space.
 * @param {string} text
 */
function plain(text) {
  return text.replace(/[\r\n]+/g, " ").trim();
}

/**
 * Write a block as a spreadsheet reads it.
 * @param {string[][]} rows
 */
export function blockOut(rows) {
  return rows.map((cells) => cells.map(quoted).join("\t")).join("\n");
}

/** @param {string} text */
function quoted(text) {
  return /[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
