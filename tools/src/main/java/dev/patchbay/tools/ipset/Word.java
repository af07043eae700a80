package dev.patchbay.tools.ipset;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The keywords behind `create`, `add`, `del` and `test`.
enum Word {
  FAMILY,
  INET("-4"),
  INET6("-6"),
  HASHSIZE,
  MAXELEM,
  PROBES,
  RESIZE,
  GC,
  OLD_FROM("from"),
  OLD_TO("to"),
  OLD_NETWORK("network"),
  SIZE,
  RANGE,
  NETMASK,
  BITMASK,
  PORT_RANGE("range"),
  BEFORE,
  AFTER,
  FROM_IP("from"),
  TO_IP("to"),
  NETWORK,
  FROM_PORT("from"),
  TO_PORT("to"),
  FORCEADD,
  MARKMASK,
  NOMATCH,
  WILDCARD,
  TIMEOUT,
  COUNTERS,
  PACKETS,
  BYTES,
  COMMENTS("comment"),
  COMMENT,
  SKBINFO,
  SKBMARK,
  SKBPRIO,
  SKBQUEUE,
  BUCKETSIZE,
  INITVAL;

  private final String text;

  Word() {
    text = name().toLowerCase(Locale.ROOT);
  }

  Word(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  /// Whether nothing stands behind it.
  boolean isFlag() {
    return switch (this) {
      case INET, INET6, FORCEADD, NOMATCH, WILDCARD, COUNTERS, COMMENTS, SKBINFO -> true;
      default -> false;
    };
  }

  /// Whether it says the family.
  boolean isFamily() {
    return this == FAMILY || this == INET || this == INET6;
  }

  /// Whether it is read and means nothing any more.
  boolean isIgnored() {
    return switch (this) {
      case PROBES, RESIZE, GC, OLD_FROM, OLD_TO, OLD_NETWORK -> true;
      default -> false;
    };
  }

  /// What it sets, so that two words for the same are refused together.
  Word setting() {
    return switch (this) {
      case INET, INET6 -> FAMILY;
      case AFTER -> BEFORE;
      case FROM_IP, NETWORK -> RANGE;
      case FROM_PORT -> PORT_RANGE;
      default -> this;
    };
  }

  /// The first of the words that is written like that, or null.
  static @Nullable Word find(Iterable<Word> words, String given) {
    String bare = given.startsWith("--") ? given.substring(2) : given;
    for (Word word : words) {
      if (word.text.equals(bare)) {
        return word;
      }
    }
    return null;
  }
}
