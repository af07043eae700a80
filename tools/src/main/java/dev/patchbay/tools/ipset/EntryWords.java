package dev.patchbay.tools.ipset;

import dev.patchbay.filter.set.Entry;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the words behind an element.
final class EntryWords {
  private static final long LONGEST_TIMEOUT = 2_147_483;
  private static final int LONGEST_COMMENT = 255;
  private static final Pattern MARK = Pattern.compile("0x([0-9a-fA-F]+)(?:/0x([0-9a-fA-F]+))?.*");
  private static final Pattern PRIORITY = Pattern.compile("([0-9a-fA-F]+):([0-9a-fA-F]+).*");

  private final TypeSyntax type;
  private final Entry entry;

  EntryWords(TypeSyntax type, Entry entry) {
    this.type = type;
    this.entry = entry;
  }

  void read(Action action, List<String> words) {
    List<Word> allowed =
        switch (action) {
          case ADD -> type.add();
          case TEST -> type.test();
          default -> type.delete();
        };
    if (allowed.isEmpty() && !words.isEmpty()) {
      throw Failure.parameter("Unknown argument: `" + words.getFirst() + "'");
    }
    WordReader reader = new WordReader(type, allowed);
    reader.read(
        words,
        (word, value) -> {
          reader.once(word);
          take(word, value);
        });
  }

  private void take(Word word, String value) {
    switch (word) {
      case TIMEOUT -> entry.timeout = Numbers.read(value, 0, LONGEST_TIMEOUT);
      case NOMATCH -> entry.nomatch = true;
      case WILDCARD -> entry.wildcard = true;
      case BEFORE -> {
        entry.reference = ElementWords.name(value);
        entry.before = true;
      }
      case AFTER -> entry.reference = ElementWords.name(value);
      case PACKETS -> entry.packets = Numbers.read(value, 0, Numbers.U64);
      case BYTES -> entry.bytes = Numbers.read(value, 0, Numbers.U64);
      case COMMENT -> entry.comment = comment(value);
      case SKBMARK -> mark(value);
      case SKBPRIO -> priority(value);
      case SKBQUEUE -> entry.queue = (int) Numbers.read(value, 0, 65535);
      default -> throw new IllegalStateException(word.text());
    }
  }

  private static String comment(String text) {
    if (text.indexOf('"') >= 0) {
      throw Failure.syntax("\" character is not permitted in comments");
    }
    if (text.length() > LONGEST_COMMENT) {
      throw Failure.syntax(
          "Comment is longer than the maximum allowed " + LONGEST_COMMENT + " characters");
    }
    return text;
  }

  private void mark(String text) {
    Matcher matcher = MARK.matcher(text);
    if (!matcher.matches()) {
      throw Failure.syntax(
          "Invalid skbmark format, it should be:  MARK/MASK or MARK (see manpage)");
    }
    String mask = matcher.group(2);
    entry.hasPacketMark = true;
    entry.packetMark = (int) Long.parseUnsignedLong(lastDigits(matcher.group(1)), 16);
    entry.packetMask = mask == null ? -1 : (int) Long.parseUnsignedLong(lastDigits(mask), 16);
  }

  private static String lastDigits(String digits) {
    return digits.substring(Math.max(0, digits.length() - 8));
  }

  private void priority(String text) {
    Matcher matcher = PRIORITY.matcher(text);
    if (!matcher.matches()) {
      throw Failure.syntax("Invalid skbprio format, it should be:MAJOR:MINOR (see manpage)");
    }
    int major = (int) Long.parseUnsignedLong(lastDigits(matcher.group(1)), 16);
    int minor = (int) Long.parseUnsignedLong(lastDigits(matcher.group(2)), 16);
    entry.hasPriority = true;
    entry.priority = major << 16 | (minor & 0xffff);
  }
}
