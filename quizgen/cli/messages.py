"""What each problem says: code → (message, hint). The reader's language is chosen when they are shown.

Placeholders are the values of `Problem`. An empty hint is no hint; a value `nearest` makes one of its own.
"""

from __future__ import annotations

from quizgen.text.phrases import N_

MESSAGES: dict[str, tuple[str, str]] = {
    # YAML, as it is written
    "Q001": (N_("this file is not UTF-8: byte {byte}"), N_("save it as UTF-8 in your editor")),
    "Q002": (N_("this file is {encoding}, not UTF-8"), N_("save it as UTF-8 in your editor")),
    "Q003": (N_("this file is larger than {limit} MB"), N_("split it into several banks")),
    "Q004": (N_("the invisible character {character} is not allowed"), N_("take it away")),
    "Q005": (N_("lists and keys lie more than {limit} deep here"), N_("a bank needs no more than ten")),
    "Q006": (N_('the key "{key}" is given twice'), N_("keep one of the two")),
    "Q007": (N_('the tag "{tag}" is not allowed'), N_('put a text that starts with "!" in quotes')),
    "Q008": (N_("a second document starts here"), N_('take away "---", or make a file of each')),
    "Q009": (N_('"<<" is not allowed'), N_('write the keys out, or repeat one value: "key: *name"')),
    "Q010": (
        N_('nothing above is named "&{alias}"'),
        N_('put a text that starts with "*" in quotes'),
    ),
    "Q011": (N_('"*{alias}" stands inside what it repeats'), N_("write it out here")),
    "Q012": (N_('values repeated by "*" add up to more than {limit}'), N_("write out what you need")),
    "Q013": (
        N_('"{key}" has no value: a comma ends the text before it'),
        N_('put texts with commas in quotes: `{{fr: "Paris, Lyon"}}`'),
    ),
    "Q014": (
        N_("this is not a key"),
        N_('put a text that starts with "?" in quotes; a key is a word: "id:"'),
    ),
    "Q015": (N_("this file holds more than {limit} keys and values"), N_("split it into several banks")),
    "Q020": (N_("this can't be read as YAML"), N_("put the text in quotes, or compare the lines above")),
    "Q021": (N_("a colon inside a text"), N_('put the text in quotes, or start it below ">-"')),
    "Q022": (N_("a tab where the line begins"), N_("indent with spaces")),
    "Q023": (N_('a text can\'t start with "{character}"'), N_('put the text in quotes: `"…"`')),
    "Q024": (N_('"{{{{" needs quotes here'), N_('put the whole text in quotes: `"…"`')),
    "Q025": (N_("this quotation mark is never closed"), N_("close it with {quote} where the text ends")),
    "Q026": (N_('"{bracket}" is never closed'), N_('add "{closing}", or put the text in quotes')),
    "Q027": (N_("this line is indented unlike those it belongs with"), N_("line it up with them")),
    "Q028": (N_('"-" needs a space after it'), N_('write "- item"')),
    "Q029": (
        N_("this line has no key"),
        N_('write "key: value"; indent the further lines of a long text'),
    ),
    "Q030": (
        N_("this apostrophe closes the quotes"),
        N_('use double quotes around a text with apostrophes: `"…"`'),
    ),
    "Q031": (
        N_("text after the closing quotation mark"),
        N_('put all of it in one pair of quotes, or start it below ">-"'),
    ),
    "Q032": (N_("this colon needs a space after it"), N_('write "key: value"')),
    "Q033": (N_('text after the closing "{bracket}"'), N_('put the whole text in quotes: `"…"`')),
    "Q034": (
        N_('"{escape}" means nothing in double quotes'),
        N_("write \\\\ for a backslash, or use single quotes"),
    ),
    "Q036": (N_('"{character}" closes nothing here'), N_("take it away, or put the text in quotes")),
    "Q037": (N_("an item and a key can't stand side by side"), N_("indent the items below their key")),
    "Q038": (N_("a comma is missing before this"), N_('separate with commas: "{{fr: un, en: one}}"')),
    "Q039": (N_("the rest of this line is lost after the #"), N_("put a text that holds # in quotes")),
    "Q040": (N_('"{character}" inside a text between brackets'), N_('put the text in quotes: `"…"`')),
    # Files
    "Q060": (N_("this file can't be read: {reason}"), N_("check its permissions")),
    "Q061": (N_("this is a folder, where a file was expected"), ""),
    "Q062": (N_("this is not an ordinary file"), N_("a bank is a text file, no device and no pipe")),
    "Q063": (N_("this file is empty"), N_('start one with "quizgen new NAME"')),
    # The shape of what is written
    "Q101": (N_('unknown kind "{kind}"'), N_("the kinds are {kinds}")),
    "Q102": (N_('"{key}:" is missing'), N_('add "{key}:" here')),
    "Q104": (N_('unknown key "{key}"'), N_("see docs/format.md for the keys that stand here")),
    "Q105": (N_('"{key}:" belongs in collection.yaml'), N_("move it there: all banks of a collection share it")),
    "Q106": (
        N_("this bank belongs to no collection and names no languages"),
        N_('add "languages: [en]", or put it below a folder with a collection.yaml'),
    ),
    "Q107": (N_('format "{value}" is unknown'), N_('write "format: 1"')),
    "Q109": (N_("this bank holds no questions"), N_('list them below "questions:", each after a "- "')),
    "Q110": (N_('"{value}" is none of the words that may stand here'), N_("write {expected}")),
    "Q111": (N_("keys with values were expected here"), N_('write "key: value", one a line')),
    "Q112": (
        N_("a text was expected here, not a list or keys"),
        N_("write one value; a text that starts with [ or {{ needs quotes"),
    ),
    "Q113": (N_("a list was expected here"), N_('write "[one, two]", or one a line after "- "')),
    "Q114": (
        N_('"{value}" is not an id'),
        N_("use lower-case letters a-z, digits and single hyphens, such as gulf-office"),
    ),
    "Q115": (N_('"{value}" is neither true nor false'), N_("write true or false")),
    "Q116": (N_('"{value}" is not a number'), N_("write digits, with a point before decimals: 3.5")),
    "Q117": (N_("{value} is not above zero"), N_("write a number above zero, or take the key away")),
    "Q118": (N_("{value} is not a whole number"), N_("write it without decimals")),
    "Q119": (N_('"{value}" is not a date'), N_("write 2022, 2022-06 or 2022-06-29")),
    "Q120": (N_("{value} is not in the calendar"), N_("compare the month and the day: year-month-day")),
    "Q121": (
        N_('"{value}" is not a span of time'),
        N_("write 2023-05-19/2023-05-21: from, to, both equally precise"),
    ),
    "Q122": (N_('"{value}" is not a language'), N_("write a code such as fr, en or pt-BR")),
    "Q123": (N_('"{value}" is not a country'), N_("write the two capital letters of ISO 3166, such as JP")),
    "Q124": (N_("no language is named"), N_("name at least one, such as [fr, en]")),
    "Q125": (N_("a language is named twice"), N_("take one away")),
    "Q126": (
        N_("a list of answers was expected here"),
        N_('write "[one, two]" for all languages, or "{{fr: [un], en: [one]}}"'),
    ),
    "Q130": (N_("this text is empty"), N_("write it, or take the key away")),
    "Q131": (N_("no text in {language_name}"), N_('add "{language}:" here; the languages are {languages}')),
    "Q132": (
        N_("one text is given for all languages"),
        N_('write one for each, as in "{{fr: un, en: one}}"; the languages are {languages}'),
    ),
    "Q133": (N_('"{key}" is not a language of this collection'), N_("its languages are {languages}")),
    "Q134": (N_('"{key}" is not a language of this collection'), N_("its languages are {languages}")),
    # What a question means
    "Q204": (N_("no right answer is given"), N_('list at least one below "answers:"')),
    "Q205": (
        N_('both "answer:" and "answers:" are given'),
        N_('keep "answer:" for one right answer, "answers:" for several'),
    ),
    "Q206": (
        N_('both "options:" and "distractors:" are given'),
        N_('"options:" holds all of them, in their order; "distractors:" only the wrong ones'),
    ),
    "Q210": (N_("this wrong option is the right answer"), N_("change it, or take it away")),
    "Q211": (N_("the right answer is not among the options"), N_("write it exactly as it stands there")),
    "Q212": (N_("this option stands there twice"), N_("change one, or take it away")),
    "Q213": (N_("there is no wrong option to choose"), N_('add some below "distractors:"')),
    "Q220": (
        N_("an answer that is a {kind} has a kind of its own"),
        N_('write "kind: {kind}", so that it is read in every notation'),
    ),
    "Q221": (N_('"{value}" is both accepted and rejected'), N_("keep it in one of the two")),
    "Q222": (N_("the tolerance is below zero"), N_("write how far off is still right, up or down")),
    "Q223": (N_("the year is given, but it is the whole answer"), N_("ask for a month or a day as well")),
    "Q230": (N_("a list needs two answers at least"), N_('for one answer, write "kind: text"')),
    "Q231": (N_("this answer stands in the list twice"), N_("change one, or take it away")),
    "Q232": (N_('the id "{id}" stands in the list twice'), N_("give each answer an id of its own")),
    "Q233": (
        N_("{needed} answers are needed, but only {n} are given"),
        N_('add answers, or write a lower number after "needed:"'),
    ),
    "Q240": (
        N_("an order needs three things at least, not {n}"),
        N_('add some, or ask with "kind: choice" which comes first'),
    ),
    "Q241": (N_("this thing stands in the order twice"), N_("change one, or take it away")),
    "Q250": (
        N_("a match needs three pairs at least, not {n}"),
        N_('add some, or ask for each by itself with "kind: choice"'),
    ),
    "Q251": (N_("this left-hand text stands there twice"), N_("each left has one right")),
    "Q252": (N_("this extra text is the right answer of a pair"), N_("an extra belongs to no pair")),
    "Q253": (N_("all pairs have the same right-hand text"), N_("nothing is left to choose")),
    "Q260": (N_("this text has no gap"), N_("write a gap as {{{{c1::answer}}}}")),
    "Q261": (N_('the gap "{excerpt}" is not closed'), N_("end it with }}}}")),
    "Q262": (N_('a gap stands inside the gap "{excerpt}"'), N_("close the first one before the second")),
    "Q263": (
        N_('the gap "{excerpt}" has no number'),
        N_("write a gap as {{{{c1::answer}}}}; literal braces as \\{{{{"),
    ),
    "Q264": (N_('the gap "{excerpt}" has an empty answer'), N_("write a gap as {{{{c1::answer}}}}")),
    "Q265": (
        N_("other gaps than in {other_name}: {numbers} here, {others} there"),
        N_("number the gaps alike in every language"),
    ),
    # How questions and files stand together
    "Q301": (
        N_('the id "{id}" is used twice'),
        N_("give the newer question another id: one stands for one question, for ever"),
    ),
    "Q302": (N_('the bank id "{id}" is used twice'), N_("give each bank an id of its own")),
    "Q303": (
        N_('the collection id "{id}" is used twice'),
        N_("give each collection an id of its own, or name only one of the two"),
    ),
    "Q304": (
        N_('the former id "{id}" belongs to another question'),
        N_('below "was:" stand ids that no question has any more'),
    ),
    "Q305": (N_('the collection has no bank "{id}"'), N_("name banks by their ids")),
    "Q306": (N_('the bank "{id}" is named twice'), N_("take one away")),
    # Citations and pictures
    "Q401": (N_('the collection has no source "{article}"'), N_('describe it below "sources:"')),
    "Q402": (N_('the picture "{file}" is not there'), N_("give its path from this bank's folder")),
    "Q403": (
        N_('the picture "{file}" lies outside the collection'),
        N_("copy it into the collection's folder"),
    ),
    "Q404": (N_('"{file}" is no type of picture that quizgen shows'), N_("use SVG, PNG, JPEG, GIF or WebP")),
    "Q405": (N_('"{file}" is not what its name says'), N_("save it again in the type of its ending")),
    "Q406": (N_('the picture "{file}" can\'t be read'), N_("check its permissions")),
    "Q407": (N_('"{value}" is not a paragraph'), N_("paragraphs are counted from 1")),
    "Q409": (N_('"{value}" is not a SHA-256 checksum'), N_("it has 64 digits from 0 to f")),
    "Q410": (N_('the article "{file}" is not in the folder'), N_("name the folder that holds the articles")),
    "Q411": (N_('"{file}" is not the text whose checksum stands here'), N_("compare the two, then correct one")),
    "Q412": (N_("there is no paragraph {value}; the article has {n}"), N_("non-empty lines are counted, from 1")),
    "Q413": (N_('"{term}" does not stand in the article'), N_("cite a term as it stands there")),
    "Q414": (N_('"{term}" does not stand in the paragraph cited'), N_("it stands in paragraph {paragraphs}")),
    # Warnings
    "Q501": (N_('a # cut this text short: "{lost}" is lost'), N_("quote the text, or write # and a space")),
    "Q510": (N_('the collection has no tag "{tag}"'), N_('say how it reads below "tags:" in the collection')),
    "Q511": (N_('{n} words below "evidence:" are a quotation'), N_("cite a term of four words at most")),
    "Q512": (N_('the source "{article}" names no file'), N_('name one by "file:", so that citations can be proved')),
    # On paper
    "Q551": (N_("{question}: no font here has {characters}; a box is printed"), N_("write it in other letters")),
    "Q552": (
        N_("{question}: too long for a card, so that it is printed in {size} points"),
        N_("shorten it, or leave it out by --except"),
    ),
    "Q553": (N_("{question} has no {language_name} and is left out"), N_("translate it, or name it by --except")),
    # Lints: what makes a sound question teach or test less well
    "Q600": (
        N_("the right option is the longest in {longest} of {n} choices ({percent}%) in {language_name}"),
        N_("shorten right options or lengthen wrong ones, until it tells nothing"),
    ),
    "Q601": (N_('this gives the answer away: "{answer}"'), N_("ask in other words")),
    "Q602": (N_('this reads like "{first}"'), N_("change one of the two, or take it away")),
    "Q603": (N_('this is nearly the same question as "{id}"'), N_("ask for something else, or keep one of them")),
    "Q604": (
        N_("of {n} true-or-false statements, {true} are true and {false} false"),
        N_("turn some round, so that always saying the same earns little"),
    ),
    "Q605": (N_("this question has no explanation"), N_('tell why, or something to keep, below "explanation:"')),
    "Q606": (N_("this question names no source"), N_('say below "source:" where its fact stands')),
    "Q607": (
        N_("pure guessing earns {percent}% in this bank; more than {limit}% says little of what one knows"),
        N_("add distractors, or let some answers be typed"),
    ),
    "Q608": (N_('"{word}": nobody will know when that was'), N_('say when, such as "in 2023"')),
    "Q609": (
        N_("{n} characters in {language_name}, {m} in {other_name}: does one say more?"),
        N_("say the same in both languages"),
    ),
    "Q610": (N_("this seems to be in {other_name}"), N_("translate it; put what is quoted in quotation marks")),
    "Q611": (
        N_('"{answer}" is the answer to "{id}", another question of this bank'),
        N_("leave the name out here, or ask the other one differently"),
    ),
    "Q612": (N_('"{word}" is easily overlooked'), N_("ask without it, or emphasise it: *{word}*")),
    "Q613": (
        N_("this option speaks of the other ones"),
        N_('let every option stand alone; for several right ones, write "answers:"'),
    ),
    "Q614": (N_('"{word}" is absolute, so it sounds wrong'), N_("say it without")),
    "Q615": (
        N_("this option is of another sort than the others"),
        N_("let all be countries, dates, figures or words; put titles in quotation marks"),
    ),
    "Q616": (
        N_('"{word}" stands in the question and, of all options, only in the right one'),
        N_("use it in none, or in a wrong one too"),
    ),
    "Q617": (
        N_("these figures or dates are not shown in their order"),
        N_('list all of them by size below "options:"'),
    ),
    "Q618": (N_("the gap comes before anything is said"), N_("let some words come first")),
    "Q619": (
        N_('the question ends in "{word}", which tells the gender of the answer'),
        N_("end it before the article"),
    ),
    "Q620": (
        N_("no other question asks for any of these {n} answers alone"),
        N_("add some that do: long lists are learnt piece by piece"),
    ),
    "Q621": (
        N_("gap {n} has a hint in {other_name}, but none in {language_name}"),
        N_("give it in both or in neither"),
    ),
    "Q622": (N_("this hint is the same as in {other_name}"), N_("translate it")),
    # Outputs: what can't be made
    "Q951": (
        N_('{question}: the picture "{file}" can\'t be drawn'),
        N_("open it in an editor and save it again as PNG or plain SVG"),
    ),
    "Q952": (N_("{question}: far too long for a card"), N_("shorten it, or leave it out by --except")),
    # Anki decks
    "Q901": (
        N_('nothing of the question "{id}" can be seen in {language_name}'),
        N_("Anki shows no empty card: give it some words"),
    ),
    "Q902": (
        N_('a gap of the question "{id}" has the number {number}'),
        N_("Anki shows gaps up to number {limit}: number them from 1"),
    ),
    "Q903": (
        N_('the list "{id}" would need the number {number} for an entry'),
        N_("Anki shows {limit} entries, those of the past counted: make a list with a new id"),
    ),
    "Q910": (N_("this is no Anki package, or a damaged one"), N_("name the deck that was released last")),
    "Q911": (N_("quizgen did not make this package"), N_("name the deck that was released last")),
    "Q912": (N_("a later quizgen made this package (format {format})"), N_("update quizgen")),
    "Q913": (N_("this deck is in {language_name}, not in {other_name}"), N_("name the deck in the same language")),
    "Q914": (
        N_('this is a deck of "{collection}", not of "{ours}"'),
        N_("write to another file, or replace it all the same with --drop {collection}"),
    ),
}
